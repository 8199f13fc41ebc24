import Glibc
import Linux
import Model
import Testing

/// What an app weighs is on disk once, and never in memory.
@Suite("A large app") struct LargeAppTests {
    private static let bytes = 120 << 20

    private func serving(_ platform: Installation, bytes: Int) throws -> SampleApp {
        try platform.create("shop")
        let app = try SampleApps.web("one", ["data/keep": "x", "data/drop": "x"])
        try Command("/bin/sh", ["-c", "head -c \(bytes) /dev/urandom > \(app.directory)/large.bin"]).check()
        try app.commit([:])
        return app
    }

    @Test func `is built in little memory`() throws {
        let platform = try Installation()
        let app = try serving(platform, bytes: Self.bytes)
        let push = try BackgroundPush(platform, app, to: "shop")
        var largest: [String: Int] = [:]
        while !(try push.text.contains("Launching...")) {
            for process in try platform.processes.all() where ["renga-builder", "git"].contains(process.program) {
                largest[process.program] = max(largest[process.program] ?? 0, Self.anonymous(process.pid))
            }
            _ = poll(nil, 0, 5)
        }
        let end = try push.finish()
        #expect(end.status.isSuccess, "\(end.text)")
        #expect(try platform.get("shop") == (200, "one"))
        print("largest anonymous memory with a file of \(Self.bytes >> 20) MB: \(largest) kB")
        #expect((1..<80_000).contains(largest["renga-builder"] ?? 0))
    }

    /// kB that are in no file.
    private static func anonymous(_ pid: Int32) -> Int {
        guard let text = try? Files.text("/proc/\(pid)/status"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") })
        else { return 0 }
        return Int(line.filter(\.isNumber)) ?? 0
    }

    @Test func `takes little more with each small change, and its slug comes out in one file`() throws {
        let platform = try Installation()
        let app = try serving(platform, bytes: 6 << 20)
        try platform.expectDeploy(of: app, to: "shop")
        let first = try size(platform)
        for number in 2...6 {
            var files: [String: String?] = ["message": "\(number)"]
            if number == 3 { files["data/drop"] = .some(nil) }
            try app.commit(files)
            try platform.expectDeploy(of: app, to: "shop")
            #expect(try platform.get("shop") == (200, "\(number)"))
        }
        #expect(try size(platform) < first * 11 / 10)
        #expect(try Files.list(platform.root.slugs).allSatisfy { $0.hasSuffix(".json") || $0 == "parts" })

        // Whole, over SSH as well, and the same for an older release.
        let path = "\(app.directory)/.git/slug.tar.zst"
        for (words, message) in [("slug -a shop", "6"), ("slug v3 -a shop", "one")] {
            try Command("/bin/sh", ["-c", "ssh -F \(platform.root.path)/ssh/config root@127.0.0.1 \(words) > \(path)"]).check()
            let out = "\(app.directory)/.git/out"
            try Files.removeTree(out)
            try Files.makeDirectory(out)
            try Command("/usr/bin/tar", ["-x", "--zstd", "-f", path, "-C", out]).check()
            #expect(try Files.text(out + "/app/message") == message)
            #expect(Files.status(out + "/app/large.bin")?.st_size == 6 << 20)
            #expect(try Files.text(out + "/manifest.json").contains("\"app\":\"shop\""))
            // A name that is gone is none of the files.
            #expect(Files.status(out + "/app/data/drop").map { $0.st_mode & S_IFMT } == (message == "6" ? S_IFCHR : S_IFREG))
        }
        let none = try platform.renga("slug", "v2", "-a", "shop")
        #expect(!none.status.isSuccess && none.text.contains("has no slug: nothing was pushed then"), "\(none.text)")
        try platform.renga("rollback", "v4", "-a", "shop").check()
        #expect(try platform.get("shop") == (200, "2"))
    }

    private func size(_ platform: Installation) throws -> Int {
        try Int(Command("/usr/bin/du", ["-s", "--block-size=1", platform.root.slugs]).check().prefix { $0 != "\t" }) ?? 0
    }
}
