import Glibc
import Linux
import Model
import Testing

@Suite("Unusual but right") struct HandledTests {
    @Test func `symlinks that are absolute or lead out are kept as links`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.shell()
        let targets = ["absolute": "/etc/os-release", "escaping": "../../../../etc/shadow", "inside": "Procfile", "gone": "/nonexistent"]
        for (name, target) in targets { try Files.link("\(app.directory)/\(name)", to: target) }
        try app.commit([:])
        try platform.expectDeploy(of: app, to: "shop")
        for (name, target) in targets { #expect(try platform.inDyno("shop", "readlink /app/\(name)") == target + "\n") }
        #expect(try platform.inDyno("shop", "cat inside") == "web: exec python3 server.py\n")
        // In the dyno they lead to the dyno's own files, and to nobody else's.
        #expect(try platform.inDyno("shop", "readlink -f absolute") == "/usr/lib/os-release\n")
        expect(try platform.inDyno("shop", "cat absolute"), has: ["trixie"])
        #expect(try platform.inDyno("shop", "cat escaping").contains("Permission denied"))
    }

    @Test func `a step that prints 100 MB is heard in part, and the push goes on`() throws {
        let platform = try Installation("build: {log_bytes_max: 1 MB}\n")
        try platform.create("shop")
        let app = try SampleApps.web("one")
        try app.commit([
            "renga.yml": SampleApps.step("echo first words; head -c 100000000 /dev/zero | tr '\\0' x | fold -w 100; echo last words")
        ])
        let text = try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "one"))
        expect(text, has: ["(more than 1.0M of output: the rest is left out)", "Done in", "Launching..."])
        let log = try platform.buildLog("shop")
        expect(log, has: ["first words", "(more than 1.0M of output: the rest is left out)", "Verifying deploy... done."])
        #expect(log.utf8.count < 1_100_000)
    }

    @Test func `file names of any bytes reach the dyno`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.shell()
        let names: [[UInt8]] = [
            Array("new\nline".utf8), [0xFF, 0xFE, 0x80], Array("tab\tquote\"back\\slash".utf8), Array("-rf".utf8), Array(" ".utf8),
            Array("naïve ☃".utf8), [0x01, 0x1B, 0x5B, 0x33, 0x31, 0x6D], Array("a:b*c?".utf8),
        ]
        for name in names { try Self.write(name, in: app.directory + "/odd") }
        try app.commit([:])
        try platform.expectDeploy(of: app, to: "shop")
        let listed = try platform.inDyno(
            "shop",
            "cd /app/odd && for f in *; do printf %s \"$f\" | od -An -v -tx1 | tr -d ' \\n'; echo; done"
        )
        #expect(listed.split(separator: "\n").map(String.init).sorted() == names.map(Self.hex).sorted())
        #expect(try platform.inDyno("shop", "cat /app/odd/*") == String(repeating: "odd\n", count: names.count))
    }

    private static func write(_ name: [UInt8], in directory: String) throws {
        try Files.makeDirectory(directory)
        let path = Array(directory.utf8) + [UInt8(ascii: "/")] + name + [0]
        let number = path.withUnsafeBytes { bytes in
            bytes.baseAddress.map { Glibc.open($0.assumingMemoryBound(to: CChar.self), O_WRONLY | O_CREAT | O_CLOEXEC, 0o644) } ?? -1
        }
        guard number >= 0 else { throw SystemError("create", directory) }
        try Descriptor(owning: number).write(all: Array("odd\n".utf8))
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return bytes.map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
    }

    @Test func `a submodule is left out, and said`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.commit(["message": "two"])
        try app.git("update-index", "--add", "--cacheinfo", "160000,\(try app.head),vendor/lib")
        try app.git("commit", "-q", "-m", "a submodule")
        let text = try platform.expectDeploy(of: app, to: "shop")
        expect(text, has: ["`vendor/lib` is a submodule: its files are not part of a push", "git subtree", "Launching..."])
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test func `a tag or another branch is stored, and said so`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let old = try app.head
        try app.commit(["message": "two"])
        try app.git("tag", "v1.0")
        let tag = try platform.push(app, to: "shop", "v1.0")
        #expect(tag.status.isSuccess, "\(tag.text)")
        expect(tag.text, has: ["Pushed the tag `v1.0`: stored, skipping build. Only `main` and `master` deploy"])
        let branch = try platform.push(app, to: "shop", "main:feature/new-look")
        #expect(branch.status.isSuccess, "\(branch.text)")
        expect(
            branch.text,
            has: ["non-deploy branch `feature/new-look`: stored, skipping build.", "git push heroku feature/new-look:main"]
        )
        #expect(try platform.ref("refs/tags/v1.0", of: "shop") == app.head)
        #expect(try platform.ref("refs/heads/feature/new-look", of: "shop") == app.head)
        #expect(try platform.ref("refs/heads/main", of: "shop") == old)
        #expect(try platform.get("shop") == (200, "one"))
        #expect(try platform.currentVersion("shop") == 3)
        #expect(try platform.push(app, to: "shop", ":feature/new-look").status.isSuccess)
        #expect(try platform.ref("refs/heads/feature/new-look", of: "shop") == nil)
    }

    @Test func `a force-push back to an older commit deploys it with its old slug`() throws {
        let platform = try Installation()
        let step = SampleApps.step("date +%s%N > built; cat message >> built", "inputs: [message]")
        let app = try platform.serving("shop", ["renga.yml": step])
        let old = try app.head
        try app.commit(["message": "two"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Testing (message changed)"])
        try app.git("reset", "-q", "--hard", old)
        let plain = try platform.push(app, to: "shop")
        #expect(!plain.status.isSuccess, "a push that is no fast-forward needs --force")
        let text = try platform.expectDeploy(of: app, to: "shop", "--force", "main")
        expect(text, has: ["Using cached: Testing", "Released v5"])
        #expect(try platform.get("shop") == (200, "one"))
        #expect(try platform.ref("refs/heads/main", of: "shop") == old)
        let slugs = try platform.releases("shop").map { $0["slug"]?.text }
        #expect(slugs.prefix(3) == [slugs[2], slugs[1], slugs[2]] && slugs[1] != slugs[2])
    }
}
