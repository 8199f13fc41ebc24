import Glibc
import Linux
import Model
import Testing

/// One that was stopped in the middle takes connections and answers nothing.
@Suite("A runner that hangs") struct HungRunnerTests {
    @Test func `has a pusher told soon, and refused in words before anything is built`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one")
        platform.runner.kill(SIGSTOP)
        let push = try BackgroundPush(platform, app, to: "shop")
        defer { platform.runner.kill(SIGCONT) }
        let list = try BackgroundCommand(platform, ["apps"])
        try push.wait(for: "Waiting for the runner, which has not answered yet, 30 s at most")
        // While it goes on waiting.
        #expect(try !push.text.contains("does not answer"))
        let (status, text) = try push.finish()
        #expect(!status.isSuccess)
        #expect(text.contains("the runner does not answer: nothing came of it in 30 s"), "\(text)")
        #expect(text.contains("systemctl restart renga-runner"), "\(text)")
        // Whoever asks by a command hears of it as well, and has the answer once there is one.
        try list.wait(for: "Still waiting: the runner has not answered yet")
        platform.runner.kill(SIGCONT)
        #expect(list.finish().isSuccess)
        #expect(try list.text.contains("shop"))
        let again = try platform.push(app, to: "shop").check()
        #expect(!again.contains("Waiting for the runner"), "\(again)")
        #expect(try platform.get("shop") == (200, "one"))
    }
}
