import CLI
import Linux
import Model
import Testing

@Suite("Which app") struct AppChoiceTests {
    private static let answer = [#"{"result":{"_0":{}}}"#]

    @Test(arguments: [
        ("git@example.com:myapp.git", "myapp"), ("git@example.com:/myapp.git", "myapp"), ("host:myapp", "myapp"),
        ("ssh://git@example.com:2222/myapp.git", "myapp"), ("ssh://git@[::1]:22/myapp.git/", "myapp"),
        ("/var/lib/renga/repos/myapp.git", "myapp"), ("file:///var/lib/renga/repos/myapp.git", "myapp"),
        ("../root/repos/myapp.git", "myapp"),
    ]) func `a remote of ours names an app`(url: String, app: String) {
        #expect(GitRemote(name: "heroku", url: url).app?.text == app)
    }

    @Test(arguments: [
        "https://git.heroku.com/myapp.git", "/srv/git/myapp.git", "git@github.com:me/myapp.git",
        "ssh://git@example.com",
        "git@host:MyApp.git", "", "git@host:",
    ]) func `a remote of somebody else names none`(url: String) {
        #expect(GitRemote(name: "heroku", url: url).app == nil)
    }

    @Test func `the option goes before the environment, which goes before the checkout`() throws {
        let bench = try Bench()
        try bench.git("init", "-q")
        try bench.git("remote", "add", "renga", "git@example.com:of-checkout.git")
        #expect(try bench.run(["config"], replies: Self.answer).asked?.contains("of-checkout") == true)
        bench.environment["RENGA_APP"] = "of-environment"
        #expect(try bench.run(["config"], replies: Self.answer).asked?.contains("of-environment") == true)
        #expect(
            try bench.run(["config", "-a", "of-option"], replies: Self.answer).asked?.contains("of-option") == true
        )
    }

    @Test func `two remotes that name two apps are not chosen between`() throws {
        let bench = try Bench()
        try bench.git("init", "-q")
        try bench.git("remote", "add", "heroku", "git@example.com:first.git")
        try bench.git("remote", "add", "renga", "git@example.com:second.git")
        let outcome = try bench.run(["ps"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("--app first, or --app second"))
    }

    @Test func `two remotes of a client's checkout keep nobody from what is about no app`() throws {
        let bench = try Bench()
        bench.environment["RENGA_KEY"] = "7"
        let client = ["--root", bench.root.path, "--client=apps=first+second"]
        let outcome = try bench.run(client + ["ps"])
        #expect(outcome.status == 2 && outcome.errors.contains("the git remotes name two apps: first and second"), "\(outcome)")
        #expect(outcome.errors.contains("-a first, or -a second"))
        // A dyno's type is no third app, though one may have its name: it is there, says the reply.
        let restart = try bench.run(client + ["ps:restart", "web"], replies: [#"{"result":{"_0":{"quantities":{}}}}"#])
        #expect(restart.status == 2 && restart.errors.contains("the git remotes name two apps: first and second"), "\(restart)")
        #expect(try bench.run(client + ["help"]).status == 0)
        #expect(try bench.run(client + ["config", "-a", "third"], replies: Self.answer).asked?.contains("third") == true)
    }

    @Test func `a git remote that is named goes before all others`() throws {
        let bench = try Bench()
        try bench.git("init", "-q")
        try bench.git("remote", "add", "heroku", "git@example.com:first.git")
        try bench.git("remote", "add", "staging", "git@example.com:second.git")
        try bench.git("remote", "add", "origin", "https://example.com/first.git")
        bench.environment["RENGA_APP"] = "of-environment"
        #expect(try bench.run(["config", "-r", "staging"], replies: Self.answer).asked?.contains("second") == true)
        #expect(try bench.run(["config", "--remote=staging", "-a", "second"], replies: Self.answer).status == 0)
        for (words, says) in [
            (["-r", "nope"], "there is no git remote `nope` here"), (["-r", "origin"], "is not an app of Renga"),
            (["-r", "staging", "-a", "first"], "two apps are named"),
        ] {
            let outcome = try bench.run(["config"] + words)
            #expect(outcome.status != 0 && outcome.errors.contains(says), "\(outcome)")
        }
        bench.environment["RENGA_KEY"] = "3"
        #expect(try bench.run(["config", "-r", "staging"]).errors.contains("over SSH there is no checkout"))
    }

    @Test func `both variables name an app, Heroku's as well, before the checkout`() throws {
        let bench = try Bench()
        try bench.git("init", "-q")
        try bench.git("remote", "add", "heroku", "git@example.com:of-checkout.git")
        bench.environment["HEROKU_APP"] = "hers"
        #expect(try bench.run(["config"], replies: Self.answer).asked?.contains("hers") == true)
        bench.environment["RENGA_APP"] = "ours"
        #expect(try bench.run(["config"], replies: Self.answer).asked?.contains("ours") == true)
    }

    @Test func `the remote that git's configuration names goes before the usual ones, and others of ours come last`() throws {
        let bench = try Bench()
        try bench.write("root/config.yml", "git_host: git@apps.example.com\n")
        try bench.git("init", "-q")
        try bench.git("remote", "add", "origin", "git@github.example.com:me/shop.git")
        try bench.git("remote", "add", "elsewhere", "git@other.example.com:elsewhere.git")
        #expect(try bench.run(["config"]).errors.contains("no app is named"))
        try bench.git("remote", "add", "staging", "git@apps.example.com:shop-staging.git")
        #expect(try bench.run(["config"], replies: Self.answer).asked?.contains("shop-staging") == true)
        try bench.git("remote", "add", "live", "\(bench.root.repositories)/shop.git")
        #expect(try bench.run(["config"]).errors.contains("say which: --app "))
        try bench.git("remote", "add", "heroku", "git@apps.example.com:shop.git")
        #expect(try bench.run(["config"], replies: Self.answer).asked?.contains(#""shop""#) == true)
        try bench.git("config", "heroku.remote", "staging")
        #expect(try bench.run(["config"], replies: Self.answer).asked?.contains("shop-staging") == true)
    }

    @Test func `over SSH the server's directories name no app`() throws {
        let bench = try Bench()
        try bench.git("init", "-q")
        try bench.git("remote", "add", "heroku", "git@example.com:myapp.git")
        bench.environment["RENGA_KEY"] = "3"
        let outcome = try bench.run(["--root", bench.root.path, "ps"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("no app is named"))
    }

    @Test func `one name on two machines is two apps, and one machine is one however it is written`() throws {
        let bench = try Bench()
        try bench.write("root/config.yml", "git_host: git@apps.example.com\n")
        try bench.git("init", "-q")
        try bench.git("remote", "add", "heroku", "\(bench.root.repositories)/shop.git")
        for (url, words) in [
            ("git@other.example.com:shop.git", "`renga` is shop at other.example.com"),
            ("ssh://git@apps.example.com:2222/shop.git", "shop at "),
            ("/srv/renga/repos/shop.git", "`renga` is shop in /srv/renga/repos"),
        ] {
            try bench.git("remote", "add", "renga", url)
            let outcome = try bench.run(["config"])
            #expect(outcome.status == 2 && outcome.errors.contains("`heroku` is shop on this machine, "), "\(url): \(outcome.errors)")
            #expect(outcome.errors.contains(words) && outcome.errors.contains("--app shop is its shop"), "\(url): \(outcome.errors)")
            try bench.git("remote", "remove", "renga")
        }
        for url in [
            "git@apps.example.com:shop.git", "ssh://git@Apps.example.com:22/shop.git", "file://\(bench.root.repositories)/shop.git",
        ] {
            let place = GitRemote(name: "renga", url: url).place(host: "git@apps.example.com", bench.root.repositories)
            #expect(place == .here, "\(url)")
        }
    }
}
