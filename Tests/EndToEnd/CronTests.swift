import Linux
import Model
import Testing

/// Jobs that the clock starts, over a real minute.
@Suite("Jobs") struct CronTests {
    @Test func `are started by the clock, from app.json and by schedule:add, and by hand, both ways`() throws {
        let platform = try Installation()
        let cron = #"{"cron": [{"command": "echo DECLARED as $DYNO; exit 3", "schedule": "* * * * *"}]}"#
        try platform.create("shop")
        expect(try platform.renga("cron", "-a", "shop").check(), has: ["has no jobs", "schedule:add"])
        let app = try SampleApps.web("one", ["app.json": cron])
        try platform.push(app, to: "shop").check()
        expect(
            try platform.ssh("schedule:add", "'*/1 * * * *'", "-a", "shop", "--", "echo", "ADDED", "'$COLOUR'").check(),
            has: ["done, job 1", "(in "]
        )
        let far = try platform.renga(
            "schedule:add",
            "0 3 1 1 *",
            "-a",
            "shop",
            "--concurrency",
            "forbid",
            "--timezone",
            "Europe/Berlin",
            "--",
            "echo",
            "far"
        )
        expect(try far.check(), has: ["done, job 2", "01/01 02:00:00"])
        try platform.renga("config:set", "COLOUR=blue", "-a", "shop").check()
        func log() throws -> String { try platform.renga("logs", "-a", "shop", "-n", "500").check() }
        try eventually("both have run", seconds: 150) {
            let log = try log()
            return log.contains(/app\[scheduler\.\d{4}\]: DECLARED as scheduler\.\d{4}/) && log.contains("]: ADDED blue")
        }
        try eventually("how they ended is shown") {
            let shown = try platform.ssh("cron", "-a", "shop").check()
            return shown.contains("exited 3") && shown.contains("exited 0") && shown.contains("a1: * * * * *")
        }
        // By hand, and over a restart of the runner.
        expect(try platform.renga("cron:run", "2", "-a", "shop").check(), has: ["done, scheduler.", "logs -d scheduler."])
        try eventually("it has run") { try log().contains("]: far") }
        platform.stopRunner()
        try platform.startRunner()
        try platform.waitUntilReady()
        expect(try platform.renga("cron", "-a", "shop").check(), has: ["a1: * * * * *", "2: 0 3 1 1 * (Europe/Berlin, forbid)"])
        try platform.renga("schedule:remove", "1", "-a", "shop").check()
        // Nonsense ends a push, with its place.
        let bad = #"{"cron": [{"command": "x", "schedule": "61 * * * *"}]}"#
        try app.commit(["app.json": bad])
        let refused = try platform.push(app, to: "shop")
        #expect(!refused.status.isSuccess)
        expect(refused.text, has: ["app.json:1", "61 is not from 0 to 59", "five fields"])
        try app.commit(["app.json": nil])
        try platform.push(app, to: "shop").check()
        #expect(try !platform.renga("cron", "-a", "shop").check().contains("a1:"))
    }
}
