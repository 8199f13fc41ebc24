import Glibc
import Ledger
import Linux
import Model
import RequestBench
import Testing
import Wire

@testable import Operations

@Suite("Requests about folders that stay") struct StorageRequestTests {
    private let bench: RequestBench
    private let shop: AppName

    init() throws {
        bench = try RequestBench()
        shop = try bench.app("shop")
    }

    private func add(_ text: String, types: [String]? = nil) throws -> AddStorage.Answer {
        try bench.ask(AddStorage(app: shop, folder: try StorageFolder(text, types: types)))
    }

    private func refusal(_ request: some Request) -> Failure? {
        #expect(throws: Failure.self) { _ = try bench.ask(request) }
    }

    private var folders: [String] {
        get throws {
            try bench.ledger.read { db in
                try db.existing(shop).currentDeploy.flatMap { try db.deploy($0) }?.storage.map { "\($0.name):\($0.path)" } ?? []
            }
        }
    }

    @Test func `each is part of a release, goes on with the next and comes back with a rollback`() throws {
        try bench.release(of: shop, ["web": "serve"])
        #expect(try add("data:/app/data").release == MadeRelease(version: 2, message: "Add storage data at /app/data"))
        _ = try add("up:/app/up", types: ["web"])
        #expect(try folders == ["data:/app/data", "up:/app/up"])
        _ = try bench.ask(SetConfigVars(app: shop, changes: ["A": "1"]))
        #expect(try folders == ["data:/app/data", "up:/app/up"])
        try bench.release(of: shop, ["web": "serve"])
        #expect(try folders == ["data:/app/data", "up:/app/up"])
        let gone = try bench.ask(RemoveStorage(app: shop, folder: "up"))
        #expect(gone.place == bench.root.storage(shop, "up") && Files.isDirectory(bench.root.storage(shop, "up")))
        #expect(try folders == ["data:/app/data"])
        let details = try bench.ask(DescribeRelease(app: shop, version: nil, showsValues: false))
        #expect(details.changes.map { "\($0.name): \($0.before ?? "-") \($0.after ?? "-")" } == ["Storage up: /app/up -"])
        _ = try bench.ask(RollBackApp(app: shop, version: 1))
        #expect(try folders.isEmpty)
        _ = try bench.ask(RollBackApp(app: shop, version: 3))
        #expect(try folders == ["data:/app/data", "up:/app/up"])
    }

    @Test func `it is the app's, in a folder of root's, and what is in it is kept`() throws {
        _ = try add("data:/app/data")
        let place = bench.root.storage(shop, "data")
        let status = try #require(Files.status(place))
        #expect(status.st_uid == 20_000 && status.st_mode & 0o777 == 0o755)
        let parent = try #require(Files.status(Files.parent(of: place)))
        #expect(parent.st_uid == 0 && parent.st_mode & 0o777 == 0o700)
        try Files.replace(place + "/file", with: "shop's")
        _ = try bench.ask(RemoveStorage(app: shop, folder: "data"))
        let kept = try #require(try bench.ask(ListStorage(app: shop)).first)
        #expect(kept.name == "data" && kept.path == nil && kept.bytes ?? 0 > 0)
        // As out of a backup, by root.
        #expect(chown(place, 0, 0) == 0)
        #expect(try add("data:/app/other").hasFiles)
        #expect(Files.status(place + "/file")?.st_uid == 20_000)
        #expect(try bench.ask(DescribeApp(app: shop)).storage?.map(\.path) == ["/app/other"])
    }

    @Test func `what cannot be is said with the next step, and leaves nothing`() throws {
        _ = try add("data:/app/data")
        #expect(
            refusal(AddStorage(app: shop, folder: try StorageFolder("data:/x")))?.message
                == "`shop` has the folder `data` at /app/data already"
        )
        #expect(refusal(AddStorage(app: shop, folder: try StorageFolder("b:/app/data/x")))?.code == .conflict)
        #expect(
            refusal(AddStorage(app: shop, folder: try StorageFolder("b:/app/data")))?.message == "/app/data is the folder `data` already"
        )
        #expect(refusal(RemoveStorage(app: shop, folder: "dat"))?.hint == "did you mean `data`? it has `data`")
        #expect(refusal(SnapshotStorage(app: shop, folder: "data"))?.message.contains("nothing was pushed") == true)
        for number in 2...20 { _ = try add("f\(number):/f/\(number)") }
        #expect(refusal(AddStorage(app: shop, folder: try StorageFolder("more:/more")))?.code == .limit)
        #expect(try bench.ask(ListStorage(app: shop)).count == 20)
    }

    @Test func `a release that is none takes its empty folder along, but none that others have`() throws {
        let place = bench.root.storage(shop, "data")
        bench.runner.set { $0.release = { throw Failure(.conflict, "it does not come up") } }
        let lock = try FileLock.waiting(for: bench.root.lock(shop))
        #expect(refusal(AddStorage(app: shop, folder: try StorageFolder("data:/app/data")))?.message == "it does not come up")
        // Whoever is at work may have it.
        #expect(Files.isDirectory(place))
        _ = consume lock
        try Files.removeTree(place)
        #expect(refusal(AddStorage(app: shop, folder: try StorageFolder("data:/app/data")))?.message == "it does not come up")
        #expect(!Files.exists(place))
        let (ledger, app, folder) = (bench.ledger, shop, try StorageFolder("data:/app/data"))
        bench.runner.set { script in
            script.release = {
                try ledger.write { db in
                    var new = NewDeploy(
                        app: try db.existing(app).id,
                        kind: .config,
                        state: .booting,
                        config: [:],
                        description: "Add storage data at /app/data",
                        actor: "bob"
                    )
                    new.storage = [folder]
                    _ = try db.release(try db.insertDeploy(new, now: 5), now: 5)
                }
            }
        }
        #expect(refusal(AddStorage(app: shop, folder: folder))?.code == .conflict)
        #expect(Files.isDirectory(place))
    }

    @Test func `a snapshot is made by the app's own cage, beside as many as the limit says, and none gives way by itself`() throws {
        try bench.release(of: shop, ["web": "serve"])
        _ = try add("data:/app/data")
        let copies = bench.root.storageCopies(shop, "data")
        for number in 1...4 { try Files.makeDirectory("\(copies)/2020-01-0\(number)") }
        let made = try bench.ask(SnapshotStorage(app: shop, folder: "data"))
        #expect(bench.runner.heard.last == "snapshot of shop: exec cp -a --reflink=auto /from/. /to/")
        #expect(made.copy.place == "\(copies)/\(made.copy.name)" && Files.isDirectory("\(copies)/\(made.copy.name)"))
        let full = try #require(refusal(SnapshotStorage(app: shop, folder: "data")))
        #expect(full.code == .limit && full.message == "`data` has 5 snapshots, and may have no more than 5")
        #expect(full.hint?.contains("renga storage:snapshot:remove data 2020-01-01 -a shop") == true, "\(full)")
        let left = try bench.ask(RemoveSnapshot(app: shop, folder: "data", snapshot: "2020-01-01"))
        #expect(left.map(\.name) == ["2020-01-02", "2020-01-03", "2020-01-04", made.copy.name])
        let next = try bench.ask(SnapshotStorage(app: shop, folder: "data"))
        // Within the same second as well.
        #expect(next.copy.name > made.copy.name)
        let listed = try #require(try bench.ask(ListStorage(app: shop)).first).snapshots.map(\.name)
        #expect(listed == left.map(\.name) + [next.copy.name])
    }

    @Test func `a snapshot that is removed is one of the folder's, by its name, and one of a removed folder too`() throws {
        try bench.release(of: shop, ["web": "serve"])
        _ = try add("data:/app/data")
        #expect(
            refusal(RemoveSnapshot(app: shop, folder: "data", snapshot: "x"))?.hint == "it has none: renga storage:snapshot data -a shop"
        )
        let copies = bench.root.storageCopies(shop, "data")
        try Files.makeDirectory("\(copies)/2020-01-01/deep")
        for name in ["../data", "..", ".", "", ".half", "2020-01-01/deep"] {
            #expect(refusal(RemoveSnapshot(app: shop, folder: "data", snapshot: name))?.code == .notFound, "\(name)")
        }
        #expect(refusal(RemoveSnapshot(app: shop, folder: "../shop/data", snapshot: "2020-01-01"))?.code == .notFound)
        #expect(refusal(RemoveSnapshot(app: shop, folder: "daat", snapshot: "x"))?.hint == "did you mean `data`? it has `data`")
        _ = try bench.ask(RemoveStorage(app: shop, folder: "data"))
        #expect(try bench.ask(RemoveSnapshot(app: shop, folder: "data", snapshot: "2020-01-01")).isEmpty)
        #expect(try Files.list(copies).isEmpty && Files.isDirectory(bench.root.storage(shop, "data")))
    }

    @Test func `what cannot be counted is not copied`() throws {
        try bench.release(of: shop, ["web": "serve"])
        _ = try add("data:/app/data")
        try Files.makeDirectory(bench.root.storage(shop, "data") + String(repeating: "/d", count: 300))
        let failure = try #require(refusal(SnapshotStorage(app: shop, folder: "data")))
        #expect(failure.code == .limit && failure.message.contains("folders too deep in each other"), "\(failure)")
        #expect(try bench.ask(ListStorage(app: shop)).first?.snapshots.isEmpty == true)
    }

    @Test func `more files than are counted while somebody waits are known to who looks all the time`() throws {
        _ = try add("data:/app/data")
        let place = bench.root.storage(shop, "data")
        for number in 0...AppStorage.filesCounted { try Files.link("\(place)/\(number)", to: "nowhere") }
        let bounded = try #require(try bench.ask(DescribeApp(app: shop)).storage?.first)
        #expect(bounded.isMore && bounded.size.hasPrefix("over "))
        bench.runner.set { $0.storageSizes = ["data": FolderSize(bytes: 3 << 30, isMore: false)] }
        let known = try #require(try bench.ask(DescribeApp(app: shop)).storage?.first)
        #expect(known.size == "3 GB" && !known.isMore)
    }

    @Test func `places on the machine are for who looks after it`() throws {
        try bench.release(of: shop, ["web": "serve"])
        let ada = try bench.person("ada@example.com")
        try bench.give("ada@example.com", "view,deploy,operate,manage", in: shop)
        let key = try bench.key("admin@example.com")
        _ = try bench.ask(AddStorage(app: shop, folder: try StorageFolder("data:/app/data")), key: ada)
        let made = try bench.ask(SnapshotStorage(app: shop, folder: "data"), key: ada)
        #expect(made.copy.place == nil)
        func places(_ key: Int64?) throws -> [String?] {
            let listed = try bench.ask(ListStorage(app: shop), key: key)
            let info = try bench.ask(DescribeApp(app: shop), key: key).storage ?? []
            return (listed + info).flatMap { [$0.place] + $0.snapshots.map(\.place) }
        }
        #expect(try places(ada) == [nil, nil, nil, nil])
        #expect(try places(nil).allSatisfy { $0?.hasPrefix(bench.root.path) == true })
        #expect(try places(key).allSatisfy { $0?.hasPrefix(bench.root.path) == true })
        #expect(try bench.ask(RemoveStorage(app: shop, folder: "data"), key: ada).place == nil)
        let kept = try #require(try bench.ask(DestroyApp(app: shop, confirm: "shop"), key: ada).keptStorage)
        #expect(kept.hasPrefix(".kept-shop-"))
    }

    @Test func `folders that were removed have a bound, and one of them may be had again`() throws {
        for number in 1...StorageFolder.countMax {
            _ = try add("f\(number):/f/\(number)")
            _ = try bench.ask(RemoveStorage(app: shop, folder: "f\(number)"))
        }
        let failure = try #require(refusal(AddStorage(app: shop, folder: try StorageFolder("more:/more"))))
        #expect(failure.code == .limit && failure.message.contains("20 folders that were removed"), "\(failure)")
        #expect(try add("f7:/f/7").release.version != nil)
    }

    @Test func `what is kept of apps that are gone is said in status, to who looks after the machine`() throws {
        bench.runner.set { $0.keptStorage = KeptStorage(folders: 2, size: FolderSize(bytes: 5 << 30, isMore: false)) }
        #expect(try bench.ask(ShowStatus()).machine?.keptStorage?.text == "5 GB in 2 folders")
        #expect(try bench.ask(ShowStatus(), key: try bench.person("ada@example.com")).machine?.keptStorage == nil)
    }

    @Test func `half a copy is none, whoever died over it, and two are not made at once`() throws {
        try bench.release(of: shop, ["web": "serve"])
        _ = try add("data:/app/data")
        let copies = bench.root.storageCopies(shop, "data")
        let half = copies + "/.half"
        try Files.makeDirectory(half)
        try Files.replace(half + "/old", with: "half")
        #expect(try bench.ask(ListStorage(app: shop)).first?.snapshots.isEmpty == true)
        bench.runner.set { script in
            script.command = { order in
                #expect(order.mounts.last?.copy == ".half" && !Files.exists(half + "/old"))
                try Files.replace(half + "/new", with: "whole")
            }
        }
        let made = try bench.ask(SnapshotStorage(app: shop, folder: "data"))
        #expect(try Files.text("\(copies)/\(made.copy.name)/new") == "whole" && Files.list(copies) == [made.copy.name])
        bench.runner.set { $0.command = { _ in throw Failure(.buildFailed, "it did not fit") } }
        #expect(refusal(SnapshotStorage(app: shop, folder: "data"))?.message == "it did not fit")
        #expect(try Files.list(copies) == [made.copy.name])
        let lock = try FileLock.waiting(for: Files.parent(of: copies) + "/.lock-data")
        #expect(refusal(SnapshotStorage(app: shop, folder: "data"))?.message == "a snapshot of `data` is being made or removed already")
        #expect(refusal(RemoveSnapshot(app: shop, folder: "data", snapshot: made.copy.name))?.code == .busy)
        _ = consume lock
    }

    @Test func `a destroy puts it aside for nobody else, or takes it away where that is said`() throws {
        func destroy(_ withStorage: Bool?) throws -> String? {
            _ = try add("data:/app/data")
            try Files.replace(bench.root.storage(shop, "data") + "/file", with: "shop's")
            return try bench.ask(DestroyApp(app: shop, confirm: "shop", withStorage: withStorage)).keptStorage
        }
        for folder in [bench.root.buildLogs, bench.root.caches, bench.root.logs] { try Files.makeDirectory(folder) }
        let kept = try #require(try destroy(nil))
        #expect(try Files.text(kept + "/data/file") == "shop's" && Files.list(bench.root.storage).count == 1)
        _ = try bench.app("shop")
        #expect(try bench.ask(ListStorage(app: shop)).isEmpty)
        #expect(try destroy(true) == nil)
        #expect(try Files.list(bench.root.storage) == [Files.name(of: kept)])
    }
}
