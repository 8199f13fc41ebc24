import Ledger
import Linux
import Model
import Operations
import Planning
import Testing

@testable import Runner

@Suite("The guard of health") struct HealthGuardTests {
    @Test func `a dyno that fails its check is replaced by one that serves before it goes`() throws {
        var check = SteadyCheck(path: "/alive")
        (check.waitSeconds, check.timeoutSeconds, check.attempts) = (1, 1, 2)
        let scene = try RunnerScene(steady: check)
        try scene.release(try scene.boot())
        try scene.start()
        let sick = scene.started(1)
        #expect(scene.router.serves("shop", [sick]))
        scene.engine.state.update { $0.answers[sick] = "HTTP/1.1 503 Service Unavailable\r\n\r\n" }
        let well = scene.started(2)
        #expect(scene.router.serves("shop", [well]))
        #expect(scene.engine.wait { $0.removed == [sick] ? true : nil } == true)
        let log = try scene.log(with: "heroku[web.1]: Restarting")
        #expect(log.contains("Health check failed: GET /alive got no answer below 400 in 1 s, 2 times in a row"))
        #expect(scene.engine.state.read { $0.dynos[well]?.spec.vintage } == DynoVintage(restart: 1))
    }
}
