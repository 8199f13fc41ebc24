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

    @Test func `moves main and master at once`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.commit(["message": "two"])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["moves both `main` and `master`", "push one of them at a time"],
            pushing: ["main", "main:master"]
        )
        // The same commit, one of the two.
        try platform.expectDeploy(of: app, to: "shop", "main:master")
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test func `comes from a shallow clone`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        for message in ["two", "three"] { try app.commit(["message": message]) }
        let shallow = try app.shallowClone()
        // git's client knows nothing of what came before and would not even try; --force asks the server.
        try platform.expectRefusal(
            of: shallow,
            to: "shop",
            saying: ["shallow update not allowed"],
            pushing: ["--force", "main"]
        )
        try shallow.git("fetch", "-q", "--unshallow")
        try platform.expectDeploy(of: shallow, to: "shop")
        #expect(try platform.get("shop") == (200, "three"))
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
        let line = "\(old) \(new) refs/heads/main\u{0}report-status"
        let length = String(line.utf8.count + 4, radix: 16)
        let request = String(repeating: "0", count: 4 - length.count) + length + line + "0000"
        let command = Command(
            "/usr/bin/ssh",
            ["-F", platform.root.path + "/ssh/config", "root@127.0.0.1", "git-receive-pack 'shop.git'"]
        )
        let answer = try command.run(input: Array(request.utf8) + sent).text
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
