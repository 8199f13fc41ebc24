import Linux
import Model
import Testing

@Suite("The disk") struct StorageTests {
    @Test func `keeps as many slugs as it is told, and nothing of an app that was destroyed`() throws {
        let platform = try Installation("build: {releases_kept: 2}\n")
        try platform.create("shop")
        let app = try SampleApps.web("0")
        for number in 1...4 {
            try app.commit(["message": "\(number)"])
            try platform.push(app, to: "shop").check()
        }
        try eventually("two slugs and their layers are left") {
            try Self.slugs(platform).count == 2 && Self.parts(platform).count == 2 && Self.layers(platform).count == 2
        }
        #expect(try platform.get("shop") == (200, "4"))
        // v3 and v4 are gone from the disk, v5 is not.
        let gone = try platform.renga("rollback", "v3", "-a", "shop")
        #expect(!gone.status.isSuccess && gone.text.contains("v3 of `shop` cannot run any more: its slug was removed"), "\(gone.text)")
        #expect(gone.text.contains("those that can run: v6, v5"), "\(gone.text)")
        let listed = try platform.renga("releases", "-a", "shop").check()
        #expect(listed.contains(/v4 .*\(cannot run: no slug\)/) && !listed.contains(/v5 .*cannot run/), "\(listed)")
        #expect(
            try platform.releases("shop").map { $0["canRun"] } == [.bool(true), .bool(true)] + Array(repeating: .bool(false), count: 4)
        )
        let none = try platform.renga("rollback", "v99", "-a", "shop")
        #expect(none.text.contains("`shop` has no release v99"), "\(none.text)")
        let first = try platform.renga("rollback", "v1", "-a", "shop")
        #expect(first.text.contains("v1 of `shop` has no code that could run"), "\(first.text)")
        try platform.renga("rollback", "v5", "-a", "shop").check()
        #expect(try platform.get("shop") == (200, "3"))
        try platform.renga("destroy", "--app", "shop", "--confirm", "shop").check()
        try eventually("nothing of the app is left") {
            try Self.slugs(platform).isEmpty && Self.parts(platform).isEmpty && Self.layers(platform).isEmpty
        }
    }

    @Test func `of a dyno that writes without end is not filled`() throws {
        let platform = try Installation("dyno: {disk_bytes_max: 30 MB}\n")
        let fills =
            "web: exec python3 server.py\nfill: while dd if=/dev/zero of=/tmp/f$((n++)) bs=1M count=5; do sleep 0.2; done\n"
            + "hold: exec 7>/tmp/a 8>/tmp/b 9>/tmp/c; rm /tmp/[abc]; while head -c 3M /dev/zero >&7 && head -c 3M /dev/zero >&8"
            + " && head -c 3M /dev/zero >&9; do sleep 2; done\n"
        _ = try platform.serving("shop", ["Procfile": fills])
        try platform.renga("ps:scale", "fill=1", "hold=1", "-a", "shop").check()
        try eventually("the dyno is killed, and says why", seconds: 60) {
            let log = try platform.renga("logs", "-a", "shop", "-n", "10000").check()
            return ["fill", "hold"].allSatisfy { name in
                log.contains("heroku[\(name).1]: Disk quota exceeded") && log.contains("heroku[\(name).1]: Process exited with status 137")
            }
        }
        #expect(try platform.get("shop").status == 200)
    }

    private static func slugs(_ platform: Installation) throws -> [String] {
        try Files.list(platform.root.slugs).filter { $0.hasSuffix(".json") }
    }

    private static func parts(_ platform: Installation) throws -> [String] { try Files.list(platform.root.slugs + "/parts") }

    /// Source layers of this installation, in the store that all tests share: those whose archives were made here.
    private static func layers(_ platform: Installation) throws -> [String] {
        try parts(platform).filter { Files.exists("\(SharedLayers.directory)/\($0.dropLast(".tar.zst".count))/layer.json") }
    }
}
