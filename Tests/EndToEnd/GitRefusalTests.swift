import Glibc
import Linux
import Model
import Testing

@Suite("A push that git or its policy refuses") struct GitRefusalTests {
    @Test func `deletes the branch that deploys`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["`main` is what the app runs from and cannot be deleted", "ps:scale web=0"],
            pushing: [":main"]
        )
    }

    @Test func `moves main and master to different commits`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        for message in ["two", "three"] { try app.commit(["message": message]) }
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["moves both `main` and `master`, which are one branch here", "push one of them at a time: git push heroku main"],
            pushing: ["main", "HEAD~1:master"]
        )
        // Both at the same commit are one deploy, and each of them by itself is the same branch.
        let text = try platform.expectDeploy(of: app, to: "shop", "main", "main:master")
        #expect(text.ranges(of: "Released v").count == 1, "\(text)")
        try app.commit(["message": "four"])
        try platform.expectDeploy(of: app, to: "shop", "main:master")
        #expect(try platform.get("shop") == (200, "four"))
        let again = try platform.push(app, to: "shop")
        #expect(again.status.isSuccess)
        let head = try app.head.prefix(8)
        // git's own line and ours come on two ways: which is first, nobody can say.
        expect(again.text, has: ["Everything up-to-date"])
        expect(again.text, has: ["Nothing was pushed: shop runs \(head) (v", "builds:create -a shop"])
        let listed = try Command("/usr/bin/git", ["ls-remote", platform.remote("shop")], environment: platform.gitEnvironment).check()
        for name in ["HEAD", "refs/heads/main", "refs/heads/master"] { #expect(try listed.contains("\(app.head)\t\(name)\n"), "\(listed)") }
        try platform.expectRefusal(of: app, to: "shop", saying: ["`main` is what the app runs from"], pushing: [":main"])
        // A mirror of a clone that has no master deletes it, and nobody can tell it from this.
        let kept = try platform.push(app, to: "shop", ":master")
        #expect(kept.status.isSuccess && kept.text.contains("`master` stays: it is another name of `main` here"), "\(kept.text)")
        #expect(
            try Command("/usr/bin/git", ["ls-remote", platform.remote("shop")], environment: platform.gitEnvironment).check().contains(
                "refs/heads/master"
            )
        )
    }

    @Test(arguments: ["garbage", "truncated", "without its tree"]) func `has a corrupt pack`(_ kind: String) throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let old = try app.head
        try app.commit(["message": "two"])
        let new = try app.head
        let pack = try app.pack(kind == "without its tree" ? [new] : ["--revs", new, "^\(old)"])
        let sent =
            switch kind {
            case "garbage": Array("PACK, but not really: ".utf8) + [UInt8](repeating: 0x5A, count: 4000)
            case "truncated": Array(pack.prefix(pack.count / 2))
            default: pack
            }
        let answer = try platform.rawPush(app, "\(old) \(new) refs/heads/main", sent)
        #expect(
            !answer.contains("unpack ok") || answer.contains("ng refs/heads/main missing necessary objects"),
            "\(answer)"
        )
        #expect(!answer.contains("ok refs/heads/main"), "\(answer)")
        #expect(!answer.contains("----->"), "a build was begun:\n\(answer)")
        #expect(try platform.ref("refs/heads/main", of: "shop") == old)
        #expect(try platform.get("shop") == (200, "one"))
        #expect(try platform.currentVersion("shop") == 3)
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }
}

extension Installation {
    /// What git's server answers to one command and a pack, without a client that would look at either first.
    func rawPush(_ app: SampleApp, _ command: String, _ pack: [UInt8]) throws -> String {
        let line = command + "\u{0}report-status side-band-64k"
        let length = String(line.utf8.count + 4, radix: 16)
        let request = String(repeating: "0", count: 4 - length.count) + length + line + "0000"
        return try Command(
            "/usr/bin/ssh",
            ["-F", root.path + "/ssh/config", "root@127.0.0.1", "git-receive-pack 'shop.git'"]
        ).run(input: Array(request.utf8) + pack).text
    }
}

extension SampleApp {
    /// A pack of some objects, as bytes.
    func pack(_ words: [String]) throws -> [UInt8] {
        let revisions = words.filter { !$0.hasPrefix("--") }.map { $0 + "\n" }.joined()
        let outcome = try Command(
            "/usr/bin/git",
            ["-C", directory, "pack-objects", "-q", "--stdout"] + words.filter { $0.hasPrefix("--") }
        ).run(input: Array(revisions.utf8))
        guard outcome.status.isSuccess else { throw Failure(.internal, outcome.text) }
        return outcome.output
    }
}
