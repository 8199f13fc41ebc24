import Glibc
import Ledger
import Linux
import Model
import Testing

/// Folders that stay, as an app has them: real dynos, a real release command, a real copy.
@Suite("Folders that stay") struct KeptFolderTests {
    private static let procfile = """
        release: echo "RELEASE $(cat /app/data/note 2>&1)"
        web: ls -ld /app/data; exec python3 server.py

        """

    @Test func `storage as one would expect it: releases, one-off dynos, both ways, what is hostile, and the end`() throws {
        let platform = try Installation("dyno: {storage_snapshots_max: 1}\n")
        let shop = try platform.appName("shop")
        try platform.create("shop")
        // Before there is anything to run.
        expect(
            try platform.renga("storage", "-a", "shop").check(),
            has: ["has no folder that stays", "storage:add data:/app/data -a shop"]
        )
        expect(try platform.ssh("storage:add", "data:/app/data", "-a", "shop").check(), has: ["done, v3", "stays from now on"])
        let app = try SampleApps.web("one", ["Procfile": Self.procfile])
        try platform.push(app, to: "shop").check()
        #expect(try platform.renga("run", "-a", "shop", "--", "sh", "-c", "echo kept > /app/data/note; id -u").status.isSuccess)

        // It outlives dynos and releases, and a release command sees it.
        expect(try platform.renga("config:set", "A=1", "-a", "shop").check(), has: ["RELEASE kept"])
        try app.commit(["message": "two"])
        expect(try platform.push(app, to: "shop").check(), has: ["RELEASE kept"])
        #expect(try platform.ssh("run", "-a", "shop", "cat /app/data/note").text == "kept\n")
        let state = try platform.ledger().read { try $0.existing(shop) }
        #expect(Files.status(platform.root.storage(shop, "data"))?.st_uid == state.uid)
        expect(try platform.renga("info", "-a", "shop").check(), has: ["data /app/data"])

        // What the app does to its folder is its own business, and root opens nothing in it.
        let hostile =
            "ln -s /etc /app/data/etc; mkfifo /app/data/pipe; truncate -s 1T /app/data/hole || truncate -s 1G /app/data/hole; chmod 0 /app/data/note; chmod 700 /app/data"
        #expect(try platform.renga("run", "-a", "shop", "--", "sh", "-c", hostile).status.isSuccess)
        let refused = try platform.renga("storage:snapshot", "data", "-a", "shop")
        #expect(refused.status == .exited(30))
        expect(refused.text, has: ["note", "Permission denied", "ended with status 1"])
        #expect(try platform.renga("run", "-a", "shop", "--", "chmod", "600", "/app/data/note").status.isSuccess)
        let copy = try platform.renga("storage:snapshot", "data", "-a", "shop").check()
        expect(copy, has: ["done, 20", "\(platform.root.storage(shop))/.snapshots/data/20"])
        let copies = platform.root.storageCopies(shop, "data")
        let name = try #require(try Files.list(copies).first)
        #expect(try Files.list(copies).count == 1 && Files.text("\(copies)/\(name)/note") == "kept\n")
        #expect(Files.status("\(copies)/\(name)/hole").map { $0.st_blocks < 100 } == true)
        // None gives way by itself, and one that is removed makes room.
        let full = try platform.ssh("storage:snapshot", "data", "-a", "shop")
        #expect(full.status == .exited(24))
        expect(full.text, has: ["`data` has 1 snapshot, and may have no more than 1", "storage:snapshot:remove data \(name) -a shop"])
        expect(try platform.ssh("storage:snapshots", "-a", "shop").check(), has: ["data  \(name)"])
        expect(try platform.ssh("storage:snapshot:remove", "data", name, "-a", "shop").check(), has: ["done, 0 left"])
        #expect(try Files.list(copies).isEmpty)
        try platform.ssh("storage:snapshot", "data", "-a", "shop").check()

        // Without it, and with it again.
        expect(try platform.renga("storage:remove", "data", "-a", "shop").check(), has: ["Its files are kept", "storage:add data:/PATH"])
        #expect(try platform.renga("run", "-a", "shop", "--", "ls", "/app/data").status.code != 0)
        expect(try platform.renga("rollback", "-a", "shop").check(), has: ["done, v"])
        #expect(try platform.renga("run", "-a", "shop", "--", "cat", "/app/data/note").text == "kept\n")
        // What cannot be a folder of the release.
        let file = try platform.renga("storage:add", "bad:/app/server.py", "-a", "shop")
        #expect(file.status.code != 0)
        #expect(try platform.get("shop").status == 200)

        // Its destroy keeps it, and the next app of that name does not get it.
        let gone = try platform.renga("destroy", "-a", "shop", "--confirm", "shop").check()
        expect(gone, has: ["Its storage is kept: \(platform.root.storage)/.kept-shop-"])
        try platform.create("shop")
        expect(try platform.renga("storage", "-a", "shop").check(), has: ["has no folder that stays"])
    }
}
