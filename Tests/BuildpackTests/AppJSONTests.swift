import Model
import Planning
import Testing

/// What app.json brings to a plan.
@Suite("app.json") struct AppJSONTests {
    private static let json = """
        {"env": {"SECRET_KEY": {"generator": "secret"}, "MODE": "fast", "LEVEL": {"value": 3, "required": false},
                 "TOKEN": {"description": "of the mail service"}, "MAYBE": {"required": false}},
         "formation": {"web": {"quantity": 2, "size": "standard-2x"}, "worker": {"quantity": 1}},
         "scripts": {"postdeploy": "python seed.py", "test": "x"}, "stack": "debian-12",
         "addons": ["heroku-postgresql:mini", {"plan": "heroku-redis", "as": "CACHE"}],
         "buildpacks": [{"url": "heroku/nodejs"}, {"url": "heroku/python"}]}
        """

    private func plan(_ json: String, _ change: (inout Planner.Settings) -> Void = { _ in }) throws -> BuildPlan {
        try Fixture.plan(["requirements.txt": "flask\n", "Procfile": "web: x\nworker: y\n", "app.json": json], change)
    }

    @Test func `is done at the first deploy, and said line by line`() throws {
        let plan = try plan(Self.json)
        #expect(plan.stack == "debian-12" && plan.formation == ["web": 2, "worker": 1] && plan.requiredConfig == ["TOKEN"])
        #expect(
            plan.first?.lines(formation: plan.formation, set: ["MODE"]) == [
                "SECRET_KEY is a secret, made now", "MODE is set already, and stays", "LEVEL is set as it says",
                "dynos: web=2:standard-2x worker=1",
                "stack: debian-12", "once, before its first dynos start: python seed.py",
                "add-ons, which there are none of yet; kept: heroku-postgresql:mini, heroku-redis",
            ]
        )
        #expect(plan.first?.variables.map(\.value) == [nil, "fast", "3"])
    }

    @Test func `is not done again, but for what it requires`() throws {
        let plan = try plan(Self.json) { $0.isFirst = false }
        #expect(plan.first == nil && plan.formation.isEmpty && plan.stack == "debian-13" && plan.requiredConfig == ["TOKEN"])
    }

    @Test func `has checks at boot and after it, and what is none of ours is named`() throws {
        let json = #"""
            {"healthchecks": {"web": [{"type": "startup", "path": "/ready", "attempts": 3},
                                      {"type": "liveness", "path": "/alive", "wait": 2, "timeout": 1, "attempts": 4},
                                      {"type": "startup", "command": ["true"]}, {"type": "readiness", "path": "/x"}],
                              "worker": [{"type": "startup", "uptime": 1}, {"type": "liveness", "command": ["bin/alive", "a b"], "wait": 9},
                                         {"type": "liveness", "listening": true}, {"path": "/x"}]}}
            """#
        let plan = try plan(json)
        #expect(plan.healthcheck == "/ready" && plan.steady?.path == "/alive" && plan.steady?.attempts == 4)
        #expect(plan.steady?.waitSeconds == 2 && plan.steady?.timeoutSeconds == 1)
        let said = plan.warnings.map(\.message).filter { $0.hasPrefix("app.json: healthchecks") }
        #expect(
            said == [
                "app.json: healthchecks: what is not looked at: web: `readiness`; worker: liveness: `listening`: only web dynos have a port; "
                    + "worker: startup: `path`: only web dynos have pages"
            ]
        )
        #expect(plan.checks?["web"]?.startup.map(\.command) == ["true"] && plan.checks?["web"]?.liveness.isEmpty == true)
        let worker = try #require(plan.checks?["worker"])
        #expect(worker.startup.map(\.uptimeSeconds) == [1] && worker.liveness.map(\.waitSeconds) == [9])
        #expect(worker.liveness.map(\.shown) == ["`bin/alive 'a b'`"])
        #expect(try self.plan(#"{"healthchecks": {"web": [{"listening": true}]}}"#).checks == nil)
        let listening = try self.plan(#"{"healthchecks": {"web": [{"type": "liveness", "listening": true}]}}"#).checks?["web"]?.liveness
        #expect(listening?.map(\.shown) == ["a connection to its port"])
        let line = try self.plan(#"{"healthchecks": {"web": [{"command": "a && b"}]}}"#).checks?["web"]?.startup
        #expect(line?.map(\.command) == ["a && b"])
    }

    @Test func `has a preview's last command, and no other app's`() throws {
        let json = #"{"scripts": {"pr-predestroy": "drop"}}"#
        #expect(try plan(json).predestroy == nil)
        let preview = try plan(json) { $0.environment = AppJSON.review }
        #expect(preview.predestroy == "drop" && preview.page.contains("Before it is destroyed: drop"))
    }

    @Test func `that asks for nothing says nothing`() throws {
        #expect(try plan(#"{"name": "Shop", "env": {}, "scripts": {"postdeploy": " "}}"#).first == nil)
    }

    @Test(arguments: [
        ("{\"a\" 1}", "app.json:1:6"), ("[]", "app.json must be an object"),
        ("{\"formation\": {\"web\": {\"quantity\": -1}}}", "whole number"),
        ("{\"healthchecks\": {\"web\": [{\"path\": \"ready\"}]}}", "begins with a slash"),
        ("{\"healthchecks\": {\"web\": [{\"type\": \"liveness\", \"path\": \"/\", \"wait\": 0}]}}", "from 1 to 3600"),
        ("{\"healthchecks\": {\"web\": [{\"command\": []}]}}", "must be a list of words"),
        ("{\"healthchecks\": {\"web\": [{\"command\": [\"a\", 1]}]}}", "must be a list of words"),
        ("{\"healthchecks\": {\"web\": [{\"command\": [\"a\\u0000b\"]}]}}", "must be a list of words"),
        ("{\"healthchecks\": {\"web\": [\(repeatElement("{\"command\": \"x\"}", count: 6).joined(separator: ", "))]}}", "at most 5 checks"),
        ("{\"healthchecks\": {\"web\": [{\"command\": \"x\", \"attempts\": -1}]}}", "from 1 to 3600"),
        ("{\"healthchecks\": {\"web\": [{\"uptime\": 100000}]}}", "from 1 to 3600"),
        ("{\"healthchecks\": {\"a b\": []}}", "cannot be the name of a process type"),
        ("{\"formation\": {\"a b\": {}}}", "cannot be the name of a process type"),
        ("{\"formation\": {\((0...200).map { "\"t\($0)\": {}" }.joined(separator: ", "))}}", "`formation` has 201 entries; at most 200"),
        ("{\"env\": {\((0...200).map { "\"V\($0)\": \"x\"" }.joined(separator: ", "))}}", "`env` has 201 entries"),
        ("{\"addons\": [\((0...200).map { "\"a\($0)\"" }.joined(separator: ", "))]}", "`addons` has 201 entries"),
        ("{\"env\": {\"A B\": \"x\"}}", "`A B` cannot be the name of a config var"),
        ("{\"scripts\": {\"postdeploy\": [1]}}", "must be a text"),
    ]) func `with a mistake is warned of with its place and left out, and the push goes on`(_ json: String, _ words: String) throws {
        let plan = try plan(json)
        let warning = try #require(plan.warnings.first { $0.message.contains("app.json") })
        #expect(warning.message.contains(words) && warning.hint?.contains("nothing of it is applied") == true, "\(warning)")
        #expect(plan.first == nil && plan.buildpacks.map(\.id) == ["python"])
    }

    /// The runner counts with it, of every app there is.
    @Test(arguments: [0, -1, 3601, .max]) func `cannot bring a check whose numbers are none`(number: Int) throws {
        for part in [\SteadyCheck.waitSeconds, \.timeoutSeconds, \.attempts] {
            var plan = try plan(Self.json)
            plan.steady = SteadyCheck(path: "/up")
            #expect(plan.objection == nil)
            plan.steady?[keyPath: part] = number
            #expect(plan.objection == "it asks dynos too often, or hardly ever")
        }
        for part in [\HealthCheck.waitSeconds, \.timeoutSeconds, \.attempts] {
            var checks = TypeChecks()
            var check = HealthCheck(command: "true")
            check[keyPath: part] = number
            checks.liveness = [check]
            var plan = try plan(Self.json)
            plan.checks = ["worker": checks]
            #expect(plan.objection == "it asks dynos too often, or hardly ever")
        }
        var plan = try plan(Self.json)
        plan.healthcheck = "/up\r\nHost: other"
        #expect(plan.objection?.contains("no path of a request") == true)
    }

    @Test func `cannot bring a check whose command is none`() throws {
        let bad = [" ", "a\0b", String(repeating: "x", count: 9000)]
        for line in bad {
            var checks = TypeChecks()
            checks.startup = [HealthCheck(command: line)]
            var plan = try plan(Self.json)
            plan.checks = ["web": checks]
            #expect(plan.objection == "the command of a check in it is none")
        }
        var plan = try plan(Self.json)
        plan.checks = ["a b": TypeChecks()]
        #expect(plan.objection == "`a b` is no process type")
    }

    @Test func `cannot bring what reaches no environment`() throws {
        var plan = try plan(Self.json)
        #expect(plan.objection == nil)
        plan.first?.variables[0].name = "A=B"
        #expect(plan.objection == "`A=B` names no config var")
        plan = try self.plan(Self.json)
        plan.predestroy = "a\0b"
        #expect(plan.objection == "a text in it is none")
        plan.predestroy = nil
        plan.first?.postdeploy = "a\0b"
        #expect(plan.objection != nil)
        plan = try self.plan(Self.json)
        plan.first?.sizes = ["a b": "1GB"]
        #expect(plan.objection == "`a b` is no process type")
        plan.first?.sizes = ["web": String(repeating: "x", count: (1 << 20) + 1)]
        #expect(plan.objection == "a text in it is none")
    }
}
