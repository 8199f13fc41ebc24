import Glibc
import Linux
import Model
import Testing

/// The router's folder on a disk of its own, which is full while a push commits.
@Suite("A full disk under the router") struct RouterDiskTests {
    private struct SmallDisk: ~Copyable {
        let path: String

        init(at path: String, _ platform: Installation) throws {
            self.path = path
            platform.stopRouter()
            let owner = Files.status(path).map { "uid=\($0.st_uid),gid=\($0.st_gid)" } ?? ""
            try Command("/usr/bin/mount", ["-t", "tmpfs", "-o", "size=256k,mode=0750,\(owner)", "none", path]).run().check()
            try platform.startRouter()
            try platform.waitUntilReady()
        }

        func fill() throws {
            let file = try Descriptor.open(path + "/filler", O_WRONLY | O_CREAT | O_APPEND)
            while write(file.number, [UInt8](repeating: 1, count: 4096), 4096) > 0 {}
        }

        func free() throws { try Files.remove(path + "/filler") }

        deinit {
            // Lazily, since the router may still have files open there when the test ends.
            _ = try? Command("/usr/bin/umount", ["-l", path]).run()
        }
    }

    @Test func `the new version serves at once, and the old one stays until no worker can find it on disk`() throws {
        let platform = try Installation("dyno: {drain_seconds_max: 1}\n")
        let disk = try SmallDisk(at: platform.root.routerDirectory, platform)
        let app = try platform.serving("shop")
        let old = try #require(try platform.dynoIDs().first)
        try disk.fill()
        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
        // Said wherever somebody looks.
        for words in [["ps", "-a", "shop"], ["router:status"], ["status"]] {
            expect(try platform.renga(words).check(), has: ["could not be saved yet", "No space left on device"])
        }
        // Nobody is there who could tell a new worker, which reads the older routes.
        platform.stopRunner()
        platform.stopRouter()
        try platform.startRouter()
        try eventually("a worker serves") { try platform.get("shop").status == 200 }
        #expect(try platform.get("shop") == (200, "one"))
        try platform.startRunner()
        try platform.waitUntilReady()
        try eventually("the new version serves again") { try platform.get("shop") == (200, "two") }
        #expect(try platform.dynoIDs().contains(old))
        try disk.free()
        try eventually("the old version goes") { try !platform.dynoIDs().contains(old) }
        #expect(try platform.get("shop") == (200, "two"))
        #expect(try !platform.renga("ps", "-a", "shop").check().contains("could not be saved"))
    }
}
