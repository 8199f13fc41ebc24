import Glibc
import Linux
import Model
import Testing

/// Many dynos that boot at the same time.
@Suite("Many dynos that boot") struct BootStormTests {
    /// Computes for so long on a processor before it listens.
    private static func busy(_ seconds: Double) -> String {
        "import time\nwhile time.process_time() < \(seconds): pass\n" + SampleApps.server
    }

    @Test func `come up after the machine went down, each within a clock that alone would be too short`() throws {
        // Six at once need 6 s of two processors that do nothing else, and on one that is busy more than the 8 s of each.
        let platform = try Installation("dyno: {boot_seconds_max: 8}\n")
        let app = try SampleApp(["server.py": Self.busy(2), "message": "one", "Procfile": "web: exec python3 server.py\n"])
        let names = (1...6).map { "storm-\($0)" }
        for name in names {
            try platform.create(name)
            try platform.push(app, to: name).check()
        }
        platform.stopRunner()
        platform.stopRouter()
        try platform.killDynos()
        try platform.loseVolatileState()
        try platform.startRouter()
        try platform.startRunner()
        try eventually("all serve", seconds: 180) { try names.allSatisfy { try platform.get($0).status == 200 } }
        for name in names {
            #expect(try !platform.renga("logs", "-a", name, "-n", "200").check().contains("R10"), "\(name)")
        }
    }

    @Test func `of one app come up when it is scaled, and say what they wait for`() throws {
        let platform = try Installation("dyno: {boot_seconds_max: 8}\n")
        let app = try SampleApp(["server.py": Self.busy(2), "message": "one", "Procfile": "web: exec python3 server.py\n"])
        try platform.create("shop")
        try platform.push(app, to: "shop").check()
        try platform.renga("ps:scale", "web=8", "-a", "shop").check()
        try eventually("somebody waits for its turn") { try platform.renga("ps", "-a", "shop").check().contains("waits for its turn") }
        try eventually("all are up", seconds: 180) { try platform.dynoStates("shop") == (1...8).map { "web.\($0) up" } }
        #expect(try !platform.renga("logs", "-a", "shop", "-n", "500").check().contains("R10"))
    }

    @Test func `that only wait hold no places`() throws {
        let platform = try Installation()
        let app = try SampleApp([
            "server.py": "import time\ntime.sleep(6)\n" + SampleApps.server, "message": "one", "Procfile": "web: exec python3 server.py\n",
        ])
        try platform.create("shop")
        try platform.push(app, to: "shop").check()
        let began = Moment.monotonicMilliseconds()
        try platform.renga("ps:scale", "web=8", "-a", "shop").check()
        try eventually("all are up", seconds: 60) { try platform.dynoStates("shop") == (1...8).map { "web.\($0) up" } }
        // Two at a time would take 24 s.
        #expect(Moment.monotonicMilliseconds() - began < 20_000)
    }
}
