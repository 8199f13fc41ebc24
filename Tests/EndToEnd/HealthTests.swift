import Linux
import Model
import Testing

@Suite("Health checks of app.json") struct HealthTests {
    /// `/alive` answers 503 once it was told to fall ill.
    private static func server(isSick: Bool) -> String {
        SampleApps.server.replacing("class Handler(", with: "sick = \(isSick ? "True" : "False")\nclass Handler(").replacing(
            "        name = self.path.removeprefix(\"/env/\")\n",
            with: """
                        global sick
                        if self.path == "/fall-ill": sick = True
                        if self.path == "/alive" and sick:
                            self.send_error(503)
                            return
                        name = self.path.removeprefix("/env/")

                """
        )
    }

    private static let checks = """
        {"healthchecks": {"web": [{"type": "startup", "path": "/alive"},
                                  {"type": "liveness", "path": "/alive", "wait": 1, "timeout": 1, "attempts": 2}]}}

        """

    @Test func `refuse what never gets well, and replace what falls ill by what serves before it goes`() throws {
        let platform = try Installation("dyno: {boot_seconds_max: 4}\n")
        try platform.create("shop")
        let app = try SampleApps.web("1", ["server.py": Self.server(isSick: false), "app.json": Self.checks])
        try platform.push(app, to: "shop").check()
        let before = try platform.dynoIDs()
        let report = try LoadClient(platform, "shop").run { client in
            try client.pass(20)
            #expect(try platform.get("shop", "/fall-ill").status == 200)
            try eventually("another is in its place") { try Set(before).isDisjoint(with: platform.dynoIDs()) }
            try client.pass(20)
        }
        #expect(report.failures.isEmpty, "\(report.failures)")
        // Hundreds of visits come behind it.
        let log = try platform.renga("logs", "-n", "10000", "-d", "web.1", "-a", "shop").text
        let failed = "heroku[web.1]: Health check failed: GET /alive got no answer below 400 in 1 s, 2 times in a row"
        expect(log, has: [failed, "heroku[web.1]: Restarting"])
        try app.commit(["server.py": Self.server(isSick: true)])
        #expect(try !platform.push(app, to: "shop").status.isSuccess)
        #expect(try platform.get("shop", "/alive").status == 200)
        try platform.expectNoLeftovers(dynos: 1)
    }

    @Test func `may be commands, which run in the dyno and leave nothing there`() throws {
        let platform = try Installation("dyno: {boot_seconds_max: 20}\n")
        try platform.create("shop")
        let checks = """
            {"healthchecks": {"web": [{"type": "startup", "command": ["sh", "-c", "test $DYNO = web.1 && test $PORT -gt 0"]},
                                      {"type": "liveness", "command": "echo sick leave; test ! -e /tmp/sick", "wait": 1, "attempts": 2}]}}

            """
        let app = try SampleApps.web("1", ["app.json": checks])
        try platform.push(app, to: "shop").check()
        let before = try platform.dynoIDs()
        try platform.renga("ps:exec", "web.1", "-a", "shop", "--", "touch", "/tmp/sick").check()
        try eventually("another is in its place") { try Set(before).isDisjoint(with: platform.dynoIDs()) }
        let log = try platform.renga("logs", "-n", "300", "-a", "shop").text
        let check = "`echo sick leave; test ! -e /tmp/sick`"
        expect(log, has: ["heroku[web.1]: Health check failed: \(check) ended with status 1: sick leave, 2 times in a row"])
        #expect(try platform.get("shop", "/").status == 200)
        let refused = #"{"healthchecks": {"web": [{"command": "echo no database; exit 3", "attempts": 1}]}}"#
        try app.commit(["app.json": refused + "\n"])
        let push = try platform.push(app, to: "shop")
        #expect(!push.status.isSuccess)
        expect(push.text, has: ["its startup check `echo no database; exit 3` ended with status 3: no database", "healthchecks"])
        // One check at most is under way.
        let id = try #require(try platform.dynoIDs().first)
        try eventually("ended ones leave nothing") { try Files.list(platform.root.dyno(id) + "/sessions").count <= 1 }
        try platform.expectNoLeftovers(dynos: 1)
    }
}
