import FoundationEssentials
import Glibc
import Ledger
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
        #expect(none.text.contains("there is no v99 of `shop`"), "\(none.text)")
        let first = try platform.renga("rollback", "v1", "-a", "shop")
        #expect(first.text.contains("v1 has no code: the first deploy was v3"), "\(first.text)")
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

    @Test func `has slugs once: whole archives of older versions go, where their pieces are there or can be made again`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
        let parts = platform.root.slugs + "/parts/"
        let manifests = try ["v3", "v4"].map { try platform.whole($0, of: "shop") }
        platform.stopRunner()
        // As a version before left them: no manifest, a whole archive; and one that no slug of the ledger is about.
        for (digest, archive, layers) in manifests {
            try Files.replace(platform.root.slugArchive(digest), with: archive)
            try Files.remove(platform.root.slugManifest(digest))
            #expect(!layers.isEmpty)
        }
        try Files.replace(platform.root.slugs + "/unknown.tar.zst", with: "?")
        // Of one the piece is gone and can be made again, of the other it cannot.
        let (again, never) = (try #require(manifests[1].layers.last), try #require(manifests[0].layers.last))
        for layer in [again, never] { try Files.remove("\(parts)\(layer).tar.zst") }
        let (tree, aside) = ("\(SharedLayers.directory)/\(never)", "\(SharedLayers.directory)/.tmp/\(getpid())-aside-\(never)")
        try Files.rename(tree, to: aside)
        try platform.startRunner()
        try platform.waitUntilReady()
        try eventually("the archive whose pieces are there goes") { !Files.exists(platform.root.slugArchive(manifests[1].digest)) }
        try Files.rename(aside, to: tree)
        #expect(Files.exists(platform.root.slugArchive(manifests[0].digest)) && Files.exists(platform.root.slugs + "/unknown.tar.zst"))
        #expect(try platform.whole("v4", of: "shop").archive == manifests[1].archive)
        try platform.restartRunner()
        try eventually("the other goes, once its layer is there") { !Files.exists(platform.root.slugArchive(manifests[0].digest)) }
        #expect(try platform.whole("v3", of: "shop").archive == manifests[0].archive)
        try platform.renga("rollback", "v3", "-a", "shop").check()
        #expect(try platform.get("shop") == (200, "one"))
    }

    @Test func `has toolchains as long as a release or a build may use them, and no longer`() throws {
        let platform = try Installation()
        let own = platform.root.path + "/own-layers"
        _ = try platform.serving("warm")
        func used() throws -> Set<String> {
            try Set(
                platform.ledger().read { try $0.slugManifests() }
                    .flatMap { try JSONDecoder().decode(SlugManifest.self, from: Data($0.utf8)).layers.map(\.key) }
            )
        }
        let shared = try used()
        let toolchain = try #require(shared.first { $0.hasPrefix("packages-") })
        let stack = try #require(shared.first { $0.hasPrefix("stack-") })
        try platform.renga("destroy", "-a", "warm", "--confirm", "warm").check()
        // A store of its own, with what the app uses of that of all tests, and another toolchain; and marks of its own of when
        // they were used.
        let other = "packages-" + String(repeating: "0", count: toolchain.utf8.count - "packages-".utf8.count)
        try Files.makeDirectory(own, mode: 0o700)
        for (from, key) in [(stack, stack), (toolchain, toolchain), (toolchain, other)] {
            try Command("/bin/cp", ["-al", "\(SharedLayers.directory)/\(from)", "\(own)/\(key)"]).check()
            try Files.remove("\(own)/\(key)/used")
            try Files.replace("\(own)/\(key)/used", with: "")
        }
        let text = try Files.text(platform.root.configuration)
        try Files.replace(platform.root.configuration, with: text.replacing("layers: \(SharedLayers.directory)", with: "layers: \(own)"))
        try platform.restartRunner()
        _ = try platform.serving("shop")
        #expect(try used().isSuperset(of: [toolchain, stack]) && Files.exists("\(own)/\(other)/root"))
        func later() throws {
            // One that removed a layer at this moment might be killed before it has said so.
            platform.stopRunner()
            for key in try Files.list(own) where Files.exists("\(own)/\(key)/used") {
                try Command("/usr/bin/touch", ["-d", "2 days ago", "\(own)/\(key)/used"]).check()
            }
            try platform.startRunner()
            try platform.waitUntilReady()
        }
        try later()
        try eventually("what no release names is gone") {
            try Files.list(own).filter { $0.hasPrefix("packages-") } == [toolchain]
        }
        #expect(try platform.get("shop") == (200, "one"))
        // Used a moment ago: the next build may want it.
        try Command("/usr/bin/touch", ["\(own)/\(toolchain)/used"]).check()
        try platform.renga("destroy", "-a", "shop", "--confirm", "shop").check()
        try eventually("the app's own layers are gone") { try !Files.list(own).contains { $0.hasPrefix("source-") } }
        #expect(Files.exists("\(own)/\(toolchain)/root"))
        try later()
        try eventually("the toolchain is gone, and that is said") {
            try !Files.exists("\(own)/\(toolchain)")
                && Files.text(platform.root.path + "/runner.out").contains("removed the layer \(toolchain) (python3), which nothing uses")
        }
        // The next app may be built on it.
        #expect(Files.exists("\(own)/\(stack)/root"))
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

extension Installation {
    /// A release's slug as `renga slug` writes it, its digest, and the keys of the layers that are in it.
    fileprivate func whole(_ version: String, of app: String) throws -> (digest: String, archive: [UInt8], layers: [String]) {
        let file = "\(root.path)/whole"
        let number = Int(version.dropFirst())
        try Command("/bin/sh", ["-c", "\(root.path)/bin/renga --root \(root.path) slug \(version) -a \(app) >\(file)"]).check()
        let name = try appName(app)
        let slug = try ledger().read { db in
            try db.app(name).flatMap { row in try db.releases(row.id).first { $0.version == number } }.flatMap { $0.deploy.slug }
                .flatMap { try db.slug($0) }
        }
        guard let slug else { throw Failure(.internal, "\(version) of \(app) has no slug") }
        return (slug.digest, try Files.read(file), slug.manifest.archived.map(\.key))
    }
}
