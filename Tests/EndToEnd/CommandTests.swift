import Glibc
import Linux
import Model
import Testing

@Suite("The commands") struct CommandTests {
    /// A command as it is typed on the machine or over SSH.
    private func run(_ platform: Installation, _ place: Place, _ words: [String]) throws -> Command.Outcome {
        place == .machine ? try platform.renga(words) : try platform.ssh(words)
    }

    @Test(arguments: Place.allCases) func `create, apps, info, ps, releases and destroy`(_ place: Place) throws {
        let platform = try Installation()
        expect(
            try run(platform, place, ["create", "shop"]).check(),
            has: ["Creating ⬢ shop... done", "http://shop.localhost:", "git push heroku HEAD:main"]
        )
        let made = try [String: JSONField](json: run(platform, place, ["create", "--json"]).check())
        let name = try #require(made["name"]?.text)
        #expect(name.wholeMatch(of: /[a-z]+-[a-z]+-\d{5}/) != nil, "\(name)")
        expect(try run(platform, place, ["apps"]).check(), has: [min("shop", name), max("shop", name)])
        #expect(try [[String: JSONField]](json: run(platform, place, ["apps", "--json"]).check()).count == 2)
        let taken = try run(platform, place, ["create", "shop"])
        #expect(taken.status == .exited(21))
        expect(taken.text, has: ["the name `shop` is already taken"])
        for bad in ["Shop", "s", "../etc", "a.b", "shop-", "-x", String(repeating: "a", count: 31)] {
            let outcome = try run(platform, place, ["create", "--", bad])
            #expect(outcome.status == .exited(2), "\(bad): \(outcome.text)")
            expect(outcome.text, has: ["3 to 30 lower-case letters"])
        }

        try platform.expectDeploy(of: try SampleApps.web("one"), to: "shop")
        expect(
            try run(platform, place, ["info", "-a", "shop"]).check(),
            has: ["shop", "script", "web: 1", "v3", "debian-13", "http://shop.localhost:"]
        )
        expect(try run(platform, place, ["info", "-a", "shop", "--json"]).check(), has: ["\"release\":3"])
        expect(try run(platform, place, ["ps", "-a", "shop"]).check(), has: ["web", "exec python3 server.py", "web.1: up"])
        expect(try run(platform, place, ["ps", "-a", "shop", "--json"]).check(), has: ["\"name\":\"web.1\"", "\"state\":\"up\""])
        expect(
            try run(platform, place, ["releases", "-a", "shop"]).check(),
            has: ["Current: v3", "v3", "Deploy", "v2", "v1", "Initial release"]
        )
        let releases = try [[String: JSONField]](json: run(platform, place, ["releases", "-a", "shop", "--json"]).check())
        #expect(releases.map { $0["version"]?.int } == [3, 2, 1])

        for words in [["destroy", "shop"], ["destroy", "shop", "--confirm", "show"]] {
            let refused = try run(platform, place, words)
            #expect(refused.status == .exited(23))
            expect(refused.text, has: ["--confirm shop"])
        }
        #expect(try platform.get("shop") == (200, "one"))
        expect(
            try run(platform, place, ["destroy", "shop", "--confirm", "shop"]).check(),
            has: ["Destroying ⬢ shop (including all dynos and logs)... done"]
        )
        try platform.expectNoLeftovers(dynos: 0)
        #expect(!Files.exists(platform.root.repositories + "/shop.git"))
        #expect(!Files.exists(platform.root.path + "/logs/shop"))
        #expect(try platform.get("shop").status == 404)
        for words in [["info", "-a", "shop"], ["ps", "-a", "shop"], ["logs", "-a", "shop"], ["config:set", "A=1", "-a", "shop"]] {
            let gone = try run(platform, place, words)
            #expect(gone.status == .exited(20), "\(words): \(gone.text)")
            expect(gone.text, has: ["shop"])
        }
        // A new app of this name has nothing of the old one.
        try run(platform, place, ["create", "shop"]).check()
        #expect(try platform.releases("shop").count == 2)
        let lines = try run(platform, place, ["logs", "-a", "shop"]).check().split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("app[api]: ") }, "\(lines)")
    }

    @Test(arguments: Place.allCases) func `ps:scale goes up, down to nothing, and up again`(_ place: Place) throws {
        let platform = try Installation("dyno: {quantity_max: 5}\n")
        _ = try platform.serving("shop")
        expect(
            try run(platform, place, ["ps:scale", "web=3", "-a", "shop"]).check(),
            has: ["Scaling dynos", "done, now running web at 3"]
        )
        try eventually("three dynos are up") { try platform.dynoStates("shop") == ["web.1 up", "web.2 up", "web.3 up"] }
        expect(try run(platform, place, ["ps:scale", "-a", "shop"]).check(), has: ["web=3"])
        expect(try run(platform, place, ["ps:scale", "web-2", "-a", "shop", "--json"]).check(), has: ["{\"web\":1}"])
        try eventually("one dyno is left") { try platform.dynos("shop").compactMap { $0["name"]?.text } == ["web.1"] }
        try run(platform, place, ["ps:scale", "web=0", "-a", "shop"]).check()
        try eventually("there is no dyno and its page says so") { try platform.get("shop").status == 503 && platform.dynos("shop").isEmpty }
        try eventually("the log says H14") { try platform.renga("logs", "-a", "shop").text.contains("code=H14") }
        try run(platform, place, ["ps:scale", "web+1", "-a", "shop"]).check()
        try eventually("it serves again") { try platform.get("shop") == (200, "one") }
        for (words, status, has) in [
            (["ps:scale", "wbe=1"], 20, "no process type `wbe`"), (["ps:scale", "web=6"], 24, "over the limit of 5"),
            (["ps:scale", "web=many"], 2, "`web=many` is not a quantity"), (["ps:scale", "web=-1"], 2, "web=-1"),
        ] as [([String], Int32, String)] {
            let refused = try run(platform, place, words + ["-a", "shop"])
            #expect(refused.status == .exited(status), "\(words): \(refused.text)")
            expect(refused.text, has: [has])
        }
        #expect(try platform.dynoStates("shop") == ["web.1 up"])
    }

    @Test(arguments: Place.allCases) func `config:set, config:unset and rollback make releases`(_ place: Place) throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let odd = "two words, \"quotes\", $HOME and `ticks` 'n all"
        expect(
            try run(platform, place, ["config:set", "COLOR=red", "-a", "shop"]).check(),
            has: ["Setting COLOR and restarting ⬢ shop... done, v4"]
        )
        #expect(try platform.get("shop", "/env/COLOR") == (200, "red"))
        try platform.renga(["config:set", "ODD=\(odd)", "-a", "shop"]).check()
        #expect(try platform.get("shop", "/env/ODD") == (200, odd))
        expect(try run(platform, place, ["config", "-a", "shop"]).check(), has: ["COLOR", "red", "ODD"])
        #expect(
            try [String: String](json: run(platform, place, ["config", "-a", "shop", "--json"]).check()) == ["COLOR": "red", "ODD": odd]
        )
        #expect(try run(platform, place, ["config:get", "COLOR", "-a", "shop"]).check() == "red\n")
        expect(try run(platform, place, ["config:unset", "COLOR", "-a", "shop"]).check(), has: ["COLOR", "done, v6"])
        #expect(try platform.get("shop", "/env/COLOR") == (200, ""))
        for (words, status) in [
            (["config:get", "COLOR"], 20), (["config:unset", "COLOR"], 0), (["config:set", "PORT=1"], 2), (["config:set", "1X=1"], 2),
            (["config:set", "X"], 2), (["rollback", "v99"], 20), (["rollback", "v2"], 21),
        ] as [([String], Int32)] {
            let refused = try run(platform, place, words + ["-a", "shop"])
            #expect(refused.status == .exited(status), "\(words): \(refused.text)")
        }
        #expect(try platform.currentVersion("shop") == 6)

        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
        expect(try run(platform, place, ["rollback", "v4", "-a", "shop"]).check(), has: ["Rolling back ⬢ shop to v4... done, v8"])
        #expect(try platform.get("shop") == (200, "one"))
        #expect(try platform.get("shop", "/env/COLOR") == (200, "red"))
        #expect(try platform.releases("shop").first?["description"]?.text == "Rollback to v4")
        // The config vars of the release are those of the app again.
        #expect(try [String: String](json: run(platform, place, ["config", "-a", "shop", "--json"]).check()) == ["COLOR": "red"])
    }

    @Test func `config:set is refused where the new dynos do not come up, and the old ones serve on`() throws {
        let platform = try Installation()
        _ = try platform.serving(
            "shop",
            ["Procfile": "web: if [ -n \"$BREAK\" ]; then echo cannot live with BREAK; exit 8; fi; exec python3 server.py\n"]
        )
        let refused = try platform.renga("config:set", "BREAK=1", "-a", "shop")
        #expect(refused.status == .exited(40))
        expect(
            refused.text,
            has: ["web.1 did not come up", "status 8", "cannot live with BREAK", "nothing has changed, v3 goes on serving"]
        )
        #expect(try platform.get("shop") == (200, "one"))
        #expect(try platform.currentVersion("shop") == 3)
        #expect(try platform.renga("config", "-a", "shop", "--json").check() == "{}\n")
        try edit(platform)
        #expect(try platform.dynoStates("shop") == ["web.1 up"])
    }

    /// Config vars from files and in an editor, in the place that they are in.
    private func edit(_ platform: Installation) throws {
        let file = "\u{FEFF}# settings\nexport A='two words'\nKEY=\"-----BEGIN\\nEND-----\"\n"
        let set = try platform.ssh("config:set", "--file", "-", "B=3", "-a", "shop", input: file)
        expect(set.text, has: ["Setting A, B, KEY and restarting ⬢ shop... done, v4"])
        #expect(try platform.get("shop", "/env/KEY") == (200, "-----BEGIN\nEND-----"))
        let torn = try platform.ssh("config:set", "--env-file", "-", "-a", "shop", input: "A=1\nB\n")
        #expect(torn.status == .exited(2))
        expect(torn.text, has: ["standard input, line 2: there is no `=` in it", "nothing was set"])
        let printed = try platform.ssh("config:edit", "--print", "-a", "shop").check()
        try platform.ssh("config:set", "C=-", "-a", "shop", input: "from a pipe\n").check()
        let late = try platform.ssh("config:edit", "--from", "-", "-a", "shop", input: printed + "D=4\n")
        #expect(late.status == .exited(21))
        expect(late.text, has: ["`C` has changed since v4, which you edited"])
        let newest = try platform.ssh("config:edit", "--print", "-a", "shop").check()
        let edited = newest.replacing("B=3\n", with: "").replacing("two words", with: "three words")
        expect(try platform.ssh("config:edit", "--from", "-", "-a", "shop", input: edited).check(), has: ["done, v6"])
        #expect(try platform.get("shop", "/env/A") == (200, "three words"))
        #expect(try platform.get("shop", "/env/C") == (200, "from a pipe"))
        expect(try platform.ssh("releases:info", "-a", "shop").check(), has: ["Config vars changed: A", "Config vars removed: B"])
        expect(
            try platform.ssh("releases:info", "v6", "--values", "-a", "shop").check(),
            has: ["A: two words → three words", "B: 3 (removed)"]
        )
    }
}
