import Linux
import Model
import Planning
import Testing

@Suite("The client for one's own machine") struct ClientTests {
    /// What stood behind `ssh`, and what came on its standard input.
    struct Call: Equatable {
        var host: String
        var words: [String]
        var input: String
    }

    private let bench: Bench

    init() throws {
        bench = try Bench()
        try bench.write("root/config.yml", "git_host: git@apps.example.com\n")
        bench.environment["RENGA_KEY"] = "7"
        let script = try bench.run(["client"])
        #expect(script.status == 0, "\(script.errors)")
        try bench.write("bin/renga", script.output)
        // What it was called with, each word behind a zero byte; then all of its input.
        try bench.write(
            "bin/ssh",
            "#!/bin/sh\nfor word; do printf '%s\\0' \"$word\" >> \(bench.directory)/words; done\n"
                + "[ -t 0 ] || cat > \(bench.directory)/sent\nprintf 'git_url=git@apps.example.com:shop.git\\nweb_url=http://shop.example.com/\\n'\n"
                + "printf 'http://new.example.com/ | git@apps.example.com:new.git\\n'\n"
        )
        _ = try Command("/bin/chmod", ["755", "\(bench.directory)/bin/ssh"], environment: [:]).run()
        try bench.git("init", "-q")
    }

    private func client(_ words: [String], _ more: [String: String] = [:], input: String = "") throws -> Command.Outcome {
        var environment = ["PATH": "\(bench.directory)/bin:\(Command.plainPath)", "HOME": "\(bench.directory)/home"]
        environment.merge(more) { $1 }
        for name in ["words", "sent"] { try? Files.remove("\(bench.directory)/\(name)") }
        try bench.write("in", input)
        let line = "exec sh \"$0\" \"$@\" < \(bench.directory)/in"
        return try Command(
            "/bin/sh",
            ["-c", line, "\(bench.directory)/bin/renga"] + words,
            environment: environment,
            workingDirectory: bench.work
        ).run()
    }

    /// What reaches the other machine, where one shell's quoting is taken off.
    private func call(_ words: [String], _ more: [String: String] = [:], input: String = "") throws -> Call {
        let outcome = try client(words, more, input: input)
        #expect(outcome.status.isSuccess, "\(outcome.text)")
        let typed = try Files.text("\(bench.directory)/words").split(separator: "\0").map(String.init)
        try #require(typed.count == 3 && typed[0] == "--")
        return Call(host: typed[1], words: try ShellWords.split(typed[2]), input: try Files.text("\(bench.directory)/sent"))
    }

    @Test func `finds host and app by the git remote, and names the app only where nobody did`() throws {
        try bench.git("remote", "add", "heroku", "ssh://git@box.example.com:2222/shop.git")
        try bench.git("remote", "add", "staging", "git@stage.example.com:shop-staging.git")
        #expect(try call(["ps"]) == Call(host: "ssh://git@box.example.com:2222", words: ["--client=app=shop", "ps"], input: ""))
        #expect(try call(["ps", "-r", "staging"]).words == ["--client=app=shop-staging", "ps"])
        #expect(try call(["ps", "--remote=staging"]).host == "git@stage.example.com")
        #expect(try call(["ps", "-a", "other"]).words == ["--client", "ps", "--app", "other"])
        #expect(try call(["ps"], ["HEROKU_APP": "hers"]).words == ["--client=app=hers", "ps"])
        #expect(try call(["ps"], ["RENGA_APP": "mine", "HEROKU_APP": "hers"]).words == ["--client=app=mine", "ps"])
        try bench.git("config", "heroku.remote", "staging")
        #expect(try call(["ps"]).words == ["--client=app=shop-staging", "ps"])
    }

    @Test func `one name on two machines is two apps, and is not chosen between`() throws {
        try bench.git("remote", "add", "heroku", "git@one.example.com:shop.git")
        try bench.git("remote", "add", "renga", "git@two.example.com:shop.git")
        let words = "`heroku` is shop at git@one.example.com, `renga` is shop at git@two.example.com"
        for more in [[:], ["RENGA_APP": "shop"]] {
            let refused = try client(["ps:restart"], more)
            #expect(
                refused.status.code == 2 && refused.text.contains(words) && refused.text.contains("-r heroku, or -r renga"),
                "\(refused)"
            )
        }
        #expect(try client(["ps", "-a", "shop"]).status.code == 2)
        #expect(try call(["ps", "-r", "renga"]).host == "git@two.example.com")
        // A name that one of them has leads to that one's machine; one that neither has goes the first one's way.
        try bench.git("remote", "set-url", "renga", "git@two.example.com:blog.git")
        #expect(try client(["ps"]).text.contains("`renga` is blog at"))
        #expect(try call(["ps", "-a", "blog"]).host == "git@two.example.com")
        #expect(try call(["ps", "-a", "shop"]).host == "git@one.example.com")
        #expect(
            try call(["ps", "-a", "other"]) == Call(host: "git@one.example.com", words: ["--client", "ps", "--app", "other"], input: "")
        )
        // The same machine, written otherwise; and what is no remote of another machine at all.
        try bench.git("remote", "set-url", "renga", "ssh://git@one.example.com/shop.git")
        #expect(try call(["ps"]).words == ["--client=app=shop", "ps"])
        try bench.git("remote", "set-url", "heroku", "/srv/a:b/repos/shop.git")
        #expect(try call(["ps"]).host == "ssh://git@one.example.com")
    }

    @Test func `two apps on one machine are asked about by the commands that are about one`() throws {
        try bench.git("remote", "add", "heroku", "git@one.example.com:shop.git")
        try bench.git("remote", "add", "renga", "ssh://git@one.example.com/blog.git")
        for words in [["apps"], ["help"], ["create", "third", "-n"], ["ps"]] {
            let call = try call(words)
            #expect(call.host == "git@one.example.com" && call.words == ["--client=apps=shop+blog"] + words, "\(call)")
        }
        #expect(try call(["ps"], ["RENGA_APP": "blog"]).words == ["--client=app=blog", "ps"])
        #expect(try call(["ps", "-r", "renga"]).words == ["--client=app=blog", "ps"])
        // Where an app is made, -r is the remote to set, and says no machine.
        try bench.git("remote", "set-url", "renga", "git@two.example.com:blog.git")
        for words in [["create", "third"], ["create", "third", "-r", "heroku"], ["git:remote"]] {
            let refused = try client(words)
            #expect(refused.status.code == 2 && refused.text.contains("ssh git@one.example.com, or ssh git@two.example.com"), "\(refused)")
        }
        // Heroku's own remote of the time before https.
        try bench.git("remote", "set-url", "heroku", "git@heroku.com:shop.git")
        #expect(try call(["ps"]) == Call(host: "git@two.example.com", words: ["--client=app=blog", "ps"], input: ""))
    }

    @Test(arguments: [["maintenance:on", "--page", ""], ["config:set", "A=1", "--file="], ["config:edit", "--from", ""]])
    func `an option without its file is not left out`(words: [String]) throws {
        let refused = try client(words)
        #expect(refused.status.code == 2 && refused.text.contains("needs a value"), "\(refused)")
    }

    @Test func `create says how the branch is deployed that is checked out`() throws {
        try bench.write("bin/ssh", "#!/bin/sh\necho 'http://shop.example.com/ | git@apps.example.com:shop.git'\n")
        _ = try Command("/bin/chmod", ["755", "\(bench.directory)/bin/ssh"], environment: [:]).run()
        for (branch, words) in [("main", "main"), ("master", "master"), ("it's-new", "HEAD:main")] {
            try bench.git("symbolic-ref", "HEAD", "refs/heads/\(branch)")
            #expect(try client(["create", "shop"]).text.contains("To deploy, type: git push heroku \(words)\n"), "\(branch)")
            try bench.git("remote", "remove", "heroku")
        }
    }

    @Test func `asks its own machine where no remote leads to one`() throws {
        #expect(try call(["apps"]) == Call(host: "git@apps.example.com", words: ["--client", "apps"], input: ""))
        #expect(try call([]).words == ["--client"])
        try bench.git("remote", "add", "origin", "https://github.com/somebody/shop.git")
        #expect(try call(["ps"]).words == ["--client", "ps"])
        try bench.git("remote", "add", "live", "git@apps.example.com:shop.git")
        #expect(try call(["ps"]).words == ["--client=app=shop", "ps"])
        try bench.git("remote", "add", "test", "git@apps.example.com:shop-test.git")
        for words in [["ps"], ["apps"], ["create", "third", "-n"], ["destroy", "shop", "--confirm", "shop"]] {
            #expect(try call(words).words == ["--client=apps=shop+shop-test"] + words)
        }
        #expect(try call(["ps"], ["RENGA_APP": "mine"]).words == ["--client=app=mine", "ps"])
        #expect(try call(["ps", "-r", "test"]).words == ["--client=app=shop-test", "ps"])
        #expect(try call(["ps", "-a", "shop"]).words == ["--client", "ps", "--app", "shop"])
    }

    @Test(arguments: [
        "two words", "", "it's", "'", "\"", "$(id)", "`id`", "a\\nb", "a\nb\n", "-x", "--app", "*", "~", "#", ";ls", "ü⬢", "\t",
    ]) func `quotes each word anew`(value: String) throws {
        #expect(try call(["config:set", "A=\(value)", "--", value]).words == ["--client", "config:set", "A=\(value)", "--", value])
    }

    @Test func `sends files`() throws {
        try bench.write("work/key.pub", "ssh-ed25519 AAAA me\n")
        try bench.write("work/two words.pem", "CHAIN")
        try bench.write("work/key.pem", "KEY\n")
        try bench.write("work/value", "a\n\nb\n")
        #expect(
            try call(["keys:add", "key.pub"])
                == Call(host: "git@apps.example.com", words: ["--client", "keys:add"], input: "ssh-ed25519 AAAA me\n")
        )
        #expect(try call(["keys:add", "-"], input: "a key").input == "a key")
        #expect(try call(["keys:add"], input: "a key").input == "a key")
        #expect(
            try call(["certs:add", "two words.pem", "key.pem", "-a", "shop"])
                == Call(host: "git@apps.example.com", words: ["--client", "certs:add", "--app", "shop"], input: "CHAIN\nKEY\n\n")
        )
        #expect(try call(["config:set", "A=@value", "B=c"]).words == ["--client", "config:set", "A=a\n\nb", "B=c"])
        #expect(try call(["config:set", "A=-"], input: "x\n").words == ["--client", "config:set", "A=x"])
        for words in [["--file", "value"], ["--file=value"], ["--env-file", "value"]] {
            let sent = try call(["config:set"] + words + ["B=c"])
            #expect(sent == Call(host: "git@apps.example.com", words: ["--client", "config:set", "B=c", "--file", "-"], input: "a\n\nb\n"))
        }
        #expect(try call(["config:edit", "--from", "value"]).input == "a\n\nb\n")
        for words in [["key.pub", "--deploy", "--name", "value"], ["--deploy", "--name", "value", "key.pub"]] {
            let sent = try call(["keys:add"] + words + ["-a", "shop"])
            #expect(sent.words == ["--client", "keys:add", "--app", "shop", "--deploy", "--name", "value"], "\(sent)")
            #expect(sent.input == "ssh-ed25519 AAAA me\n")
        }
        // A key that is typed is no file, whatever lies here.
        try bench.write("work/me", "a secret\n")
        for words in [["ssh-ed25519", "AAAA", "me"], ["--deploy", "--name", "me", "ecdsa-sha2-nistp256", "AAAA", "me"]] {
            let sent = try call(["keys:add"] + words)
            #expect(sent.words == ["--client", "keys:add"] + words && sent.input == "", "\(sent)")
        }
        let letIn = try call(["access:add", "value", "-p", "view", "key.pub"])
        #expect(letIn.words == ["--client", "access:add", "value", "-p", "view"] && letIn.input == "ssh-ed25519 AAAA me\n", "\(letIn)")
        #expect(try call(["access:add", "value"], input: "a key").input == "a key")
        for words in [["value", "ssh-ed25519", "AAAA", "me"], ["value", "-p", "view", "ssh-ed25519 AAAA me"]] {
            let sent = try call(["access:add"] + words)
            #expect(sent.words == ["--client", "access:add"] + words && sent.input == "", "\(sent)")
        }
        for page in [["--page", "value"], ["--page=value"]] {
            let sent = try call(["maintenance:on"] + page)
            #expect(sent.words == ["--client", "maintenance:on", "--page", "-"] && sent.input == "a\n\nb\n", "\(sent)")
        }
        #expect(try call(["maintenance:on"]).words == ["--client", "maintenance:on"])
        let missing = try client(["config:set", "A=@nothing"])
        #expect(missing.status.code == 2 && missing.text.contains("there is no file nothing"), "\(missing)")
    }

    @Test func `leaves Heroku's remote as it is where an app is made, and says how to turn it`() throws {
        try bench.git("remote", "add", "heroku", "https://git.heroku.com/shop.git")
        let made = try client(["create", "new"])
        #expect(made.text.contains("git remote set-url heroku git@apps.example.com:new.git"), "\(made)")
        #expect(made.text.contains("git remote add renga git@apps.example.com:new.git") && !made.text.contains("add heroku"), "\(made)")
        #expect(try bench.git("remote", "get-url", "heroku") == "https://git.heroku.com/shop.git\n")
        let other = try client(["create", "new", "-r", "renga"])
        #expect(other.text.contains("set git remote renga to git@apps.example.com:new.git"), "\(other)")
        // One that was destroyed and is made again.
        let again = try client(["create", "new", "-r", "renga"])
        #expect(again.text.contains("The git remote renga leads there already.\nTo deploy, type: git push renga "), "\(again)")
        // Both are there.
        #expect(try !client(["create", "new"]).text.contains("git remote add"))
    }

    @Test func `a renamed app's remotes are turned, each as it was written`() throws {
        let said = "Renaming ⬢ shop to ⬢ store... done\nhttp://store.example.com/ | git@apps.example.com:store.git\n\nmore"
        try bench.write("bin/ssh", "#!/bin/sh\nprintf '%s\\n' '\(said)'\n")
        _ = try Command("/bin/chmod", ["755", "\(bench.directory)/bin/ssh"], environment: [:]).run()
        let remotes = [
            ("heroku", "alias:shop.git", "alias:store.git"), ("live", "ssh://alias/shop", "ssh://alias/store"),
            ("stage", "alias:shop-stage.git", nil), ("elsewhere", "git@example.org:shop.git", nil), ("path", "/srv/repos/shop.git", nil),
        ]
        for (name, url, _) in remotes { try bench.git("remote", "add", name, url) }
        for words in [["apps:rename", "store"], ["rename", "store", "-a", "shop"], ["apps:rename", "shop", "store"]] {
            for (name, url, _) in remotes { try bench.git("remote", "set-url", name, url) }
            let outcome = try client(words)
            #expect(outcome.text == said + "\nGit remote heroku updated\nGit remote live updated\n", "\(words) \(outcome)")
            for (name, url, now) in remotes { #expect(try bench.git("remote", "get-url", name) == (now ?? url) + "\n", "\(name)") }
        }
        try bench.write("bin/ssh", "#!/bin/sh\necho 'Renaming... !'; echo 'the name is taken' >&2; exit 23\n")
        _ = try Command("/bin/chmod", ["755", "\(bench.directory)/bin/ssh"], environment: [:]).run()
        let refused = try client(["rename", "taken"])
        #expect(refused.status.code == 23 && refused.text.contains("Renaming... !") && refused.text.contains("the name is taken"))
        #expect(try bench.git("remote", "get-url", "live") == "ssh://alias/store\n")
    }

    @Test func `sends the files of a plan`() throws {
        try bench.write("work/index.html", "hello")
        try bench.git("add", "-A")
        let early = try client(["plan", "."])
        #expect(early.status.code == 2 && early.text.contains("there is no commit in ."), "\(early)")
        try bench.git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first")
        let sent = try client(["plan", ".", "-a", "shop"])
        #expect(sent.status.isSuccess, "\(sent)")
        #expect(try Files.text("\(bench.directory)/sent").contains("index.html"))
        #expect(try Files.text("\(bench.directory)/words").contains("'plan' '--app' 'shop'"))
        #expect(try call(["plan"], input: "a tar").input == "a tar")
    }

    @Test func `sets a git remote, and says what is wrong with one`() throws {
        let set = try client(["git:remote", "-a", "shop"])
        #expect(set.text == "set git remote heroku to git@apps.example.com:shop.git\n", "\(set)")
        #expect(try bench.git("remote", "get-url", "heroku") == "git@apps.example.com:shop.git\n")
        let unknown = try client(["ps", "-r", "nope"])
        #expect(unknown.status.code == 2 && unknown.text.contains("there is no git remote `nope` here"), "\(unknown)")
        try bench.git("remote", "add", "elsewhere", "https://example.com/shop.git")
        let foreign = try client(["ps", "-r", "elsewhere"])
        #expect(foreign.text.contains("is not an app of Renga: https://example.com/shop.git"), "\(foreign)")
        let valueless = try client(["ps", "-r"])
        #expect(valueless.status.code == 2 && valueless.text.contains("`-r` needs a value"), "\(valueless)")
    }
}
