import CLI
import Model
import Testing

@Suite("renga create") struct CreateTests {
    private static let answer = [
        #"{"result":{"_0":{"name":"myapp","url":"http://myapp.example.com/","domains":[],"maintenance":false,"paused":false,"gitURL":"git@example.com:myapp.git","stack":"debian-13","buildpacks":[],"formation":{},"createdAt":"2026-11-23T18:00:00.000000+00:00"}}}"#
    ]

    @Test func `in a checkout it adds the remote`() throws {
        let bench = try Bench()
        try bench.git("init", "-q")
        let outcome = try bench.run(["create", "myapp"], replies: Self.answer)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("The git remote `heroku` is set."))
        #expect(try bench.git("remote", "get-url", "heroku") == "git@example.com:myapp.git\n")
    }

    @Test(arguments: [("main", "main"), ("master", "master"), ("trunk", "trunk:main"), ("it's", "'it'\\''s:main'")])
    func `the branch that is checked out is the one to push`(branch: String, pushed: String) throws {
        let bench = try Bench()
        try bench.git("init", "-q", "-b", branch)
        let outcome = try bench.run(["create", "myapp"], replies: Self.answer)
        #expect(outcome.output.hasSuffix("    git push heroku \(pushed)\n"), "\(outcome.output)")
    }

    @Test func `a remote that is there is left alone, and said`() throws {
        let bench = try Bench()
        try bench.git("init", "-q")
        try bench.git("remote", "add", "heroku", "https://git.heroku.com/old.git")
        let outcome = try bench.run(["create", "myapp"], replies: Self.answer)
        #expect(outcome.output.contains("git remote set-url heroku git@example.com:myapp.git"))
        #expect(try bench.git("remote", "get-url", "heroku") == "https://git.heroku.com/old.git\n")
    }

    @Test(arguments: ["no-such", "http://example.com/x"])
    func `with a buildpack that is none it makes no app`(_ name: String) throws {
        let bench = try Bench()
        try bench.write("root/buildpacks/order.yml", "order: []\n")
        let refused = try bench.run(["create", "myapp", "--buildpack", name], replies: [])
        #expect(refused.status != 0 && refused.asked == nil, "\(refused)")
    }

    @Test func `over SSH no checkout of the server is touched`() throws {
        let bench = try Bench()
        try bench.git("init", "-q")
        bench.environment["RENGA_KEY"] = "3"
        let outcome = try bench.run(["--root", bench.root.path, "create", "myapp"], replies: Self.answer)
        #expect(outcome.asked?.contains(#""key":3"#) == true)
        #expect(outcome.output.contains("git remote add heroku git@example.com:myapp.git"))
        #expect(try bench.git("remote") == "")
    }
}
