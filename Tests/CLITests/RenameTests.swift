import CLI
import Model
import Testing

@Suite("renga apps:rename") struct RenameTests {
    private static let answer = [
        #"{"result":{"_0":{"app":{"name":"store","firstName":"myapp","url":"http://store.example.com/","domains":[],"maintenance":false,"paused":false,"gitURL":"git@example.com:store.git","stack":"debian-13","buildpacks":[],"formation":{},"createdAt":"2026-11-23T18:00:00.000000+00:00"},"formerName":"myapp","formerURL":"http://myapp.example.com/"}}}"#
    ]

    @Test func `in a checkout the remotes that were the app's are set, and no others`() throws {
        let bench = try Bench()
        try bench.git("init", "-q")
        let remotes = [
            ("heroku", "git@example.com:myapp.git"), ("prod", "git@example.com:myapp.git"), ("staging", "git@example.com:staging.git"),
            ("elsewhere", "git@example.org:myapp.git"), ("path", "/srv/repos/myapp.git"),
            ("github", "https://git.example.net/me/myapp.git"),
        ]
        for (name, url) in remotes { try bench.git("remote", "add", name, url) }
        let outcome = try bench.run(["apps:rename", "store", "-a", "myapp"], replies: Self.answer)
        #expect(outcome.status == 0 && outcome.asked?.contains(#""app":"myapp","newName":"store""#) == true)
        #expect(outcome.errors.contains("Renaming ⬢ myapp to ⬢ store... done"))
        #expect(outcome.output.contains("http://store.example.com/ | git@example.com:store.git\nGit remote heroku updated\n"))
        #expect(outcome.output.contains("http://myapp.example.com/ is no address of it any more. In other checkouts"))
        for (name, url) in remotes {
            let now = ["heroku", "prod"].contains(name) ? "git@example.com:store.git" : url
            #expect(try bench.git("remote", "get-url", name) == now + "\n", "\(name)")
        }
    }

    @Test(arguments: [["rename", "store", "-a", "myapp"], ["apps:rename", "myapp", "store"], ["apps:rename", "-a", "myapp", "store"]])
    func `Heroku's and Dokku's forms are the same`(words: [String]) throws {
        let outcome = try Bench().run(words, replies: Self.answer)
        #expect(outcome.asked?.contains(#""app":"myapp","newName":"store""#) == true, "\(outcome)")
        #expect(outcome.output.contains("git remote set-url heroku git@example.com:store.git"))
    }

    @Test func `over SSH it says the line to paste, and touches nothing of the server's`() throws {
        let bench = try Bench()
        try bench.git("init", "-q")
        try bench.git("remote", "add", "heroku", "git@example.com:myapp.git")
        bench.environment["RENGA_KEY"] = "3"
        let outcome = try bench.run(["--root", bench.root.path, "rename", "store", "-a", "myapp"], replies: Self.answer)
        #expect(outcome.output.contains("    git remote set-url heroku git@example.com:store.git"))
        #expect(try bench.git("remote", "get-url", "heroku") == "git@example.com:myapp.git\n")
    }

    @Test func `without a new name, or with two apps, it says so`() throws {
        #expect(try Bench().run(["apps:rename", "-a", "myapp"]).status == 2)
        #expect(try Bench().run(["apps:rename", "one", "store", "-a", "two"]).errors.contains("two apps are named"))
    }

    @Test func `a checkout whose remote is a repository's path asks what its app is called now`() throws {
        let bench = try Bench()
        try bench.git("init", "-q")
        try bench.git("remote", "add", "heroku", "/srv/repos/myapp.git")
        // The stand-in answers one question.
        let outcome = try bench.run(
            ["config"],
            replies: [#"{"failure":{"_0":{"code":"unavailable","detail":[],"message":"the runner is being restarted"}}}"#]
        )
        #expect(outcome.errors.contains("the runner is being restarted"))
        #expect(outcome.asked?.contains(#""parameters":{"folder":"myapp"},"request":"findRepository""#) == true, "\(outcome)")
    }
}
