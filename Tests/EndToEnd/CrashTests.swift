import Glibc
import Linux
import Model
import Testing

@Suite("A dyno that crashes") struct CrashTests {
    @Test func `is started again at once, then with pauses, and its app's page says H10 meanwhile`() throws {
        let platform = try Installation("dyno: {backoff_seconds_min: 3}\n")
        try platform.create("shop")
        let die = "if self.path == \"/die\": os._exit(9)\n        if self.path == \"/message\": pass"
        let server = SampleApps.server.replacing("    def do_GET(self):\n", with: "    def do_GET(self):\n        \(die)\n")
        let app = try SampleApps.web("one", ["server.py": server])
        try platform.expectDeploy(of: app, to: "shop")
        let first = try platform.dynoIDs()

        _ = try platform.get("shop", "/die")
        try eventually("another dyno serves") { try platform.dynoIDs() != first && platform.dynoStates("shop") == ["web.1 up"] }
        #expect(try platform.get("shop") == (200, "one"))
        expect(
            try platform.renga("logs", "-a", "shop", "-s", "heroku").check(),
            has: [
                "heroku[web.1]: Process exited with status 9", "State changed from up to crashed", "Starting process",
                "State changed from starting to up",
            ]
        )

        _ = try platform.get("shop", "/die")
        try eventually("it is shown as crashed") { try platform.dynoStates("shop") == ["web.1 crashed"] }
        let down = try platform.get("shop")
        #expect(down.status == 503)
        expect(
            try platform.renga("ps", "-a", "shop").check(),
            has: ["=== web: `exec python3 server.py` (1)", "web.1: crashed", "exited with status 9, 2nd time in", "; next try "]
        )
        let asked = Moment.text()
        let dyno = try #require(try platform.dynos("shop").first)
        #expect(dyno["exitStatus"] == .int(9) && dyno["restarts"] == .int(2) && dyno["nextStartAt"]?.text != nil)
        // That of the crash, and not of the question.
        #expect(dyno["since"]?.text ?? "9" < asked)
        try eventually("the log says H10") {
            try platform.renga("logs", "-a", "shop").check().contains("at=error code=H10 desc=\"App crashed\"")
        }
        try eventually("it comes back after its pause") { try platform.get("shop") == (200, "one") }
        #expect(try platform.currentVersion("shop") == 3)
    }

    @Test func `leaves the others of its type to serve`() throws {
        let platform = try Installation("dyno: {backoff_seconds_min: 60}\n")
        try platform.create("shop")
        let server = SampleApps.server.replacing(
            "    def do_GET(self):\n",
            with: "    def do_GET(self):\n        if self.path == \"/die\": os._exit(9)\n"
        )
        try platform.expectDeploy(of: try SampleApps.web("one", ["server.py": server]), to: "shop")
        try platform.renga("ps:scale", "web=2", "-a", "shop").check()
        try eventually("two are up") { try platform.dynoStates("shop") == ["web.1 up", "web.2 up"] }
        #expect(try platform.get("shop", "/die").status == 503)
        for turn in 0..<50 {
            let answer = try platform.get("shop")
            #expect(answer == (200, "one"), "\(turn): \(answer)")
        }
    }
}
