import Glibc
import Ledger
import Linux
import Model
import Testing

@testable import Operations

@Suite("What belongs to an app outside of the ledger") struct AppBelongingsTests {
    private let root: InstallationRoot
    private let platform: Platform
    private let app: AppRow

    init() throws {
        root = try #require(InstallationRoot("/var/tmp/renga-belongings-\(getpid())-\(Int.random(in: 100_000...999_999))"))
        for path in [root.repositories, root.buildLogs, root.caches, root.logs, root.locks] { try Files.makeDirectory(path) }
        let ledger = try Ledger(root, as: .keeper)
        platform = Platform(root: root, configuration: Configuration(), ledger: ledger)
        app = try ledger.write { try $0.insertApp(try #require(AppName("shop")), stack: "debian-13", uidBase: 20000, now: 1) }
    }

    private func cleanUp() {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(root.path)
    }

    private var places: [String] { [root.repository(app.name), root.buildLogs(app.name), root.cache(app.name), root.logs(app.name)] }

    private func fill() throws {
        for place in places {
            try Files.makeDirectory(place + "/deep")
            try Files.replace(place + "/deep/file", with: "shop's")
        }
    }

    private func graves() throws -> [String] {
        try places.flatMap { place in try Files.list(Files.parent(of: place)).filter { $0.hasPrefix(".gone-") } }
    }

    @Test func `is away in one step, and removed once the rows are`() throws {
        defer { cleanUp() }
        try fill()
        try platform.ledger.write { db in
            try db.deleteApp(app.id)
            try AppBelongings(root, of: app).moveAway()
            #expect(try graves().count == 4)
        }
        for place in places { #expect(!Files.exists(place)) }
        #expect(try AppGraves(platform).remove().isEmpty)
        #expect(try graves().isEmpty)
    }

    @Test func `comes back where a destroy died before its rows were gone, and is removed by nobody until then`() throws {
        defer { cleanUp() }
        try fill()
        // Rolled back, as by a process that is killed.
        try AppBelongings(root, of: app).moveAway()
        #expect(try AppGraves(platform).remove().isEmpty && graves().count == 4)
        #expect(try AppBelongings(root, of: app).comeBack().count == 4)
        for place in places { #expect(try Files.text(place + "/deep/file") == "shop's") }
        #expect(try AppBelongings(root, of: app).comeBack().isEmpty)
    }

    @Test func `of an app that had the name before comes to nobody`() throws {
        defer { cleanUp() }
        try fill()
        try AppBelongings(root, of: app).moveAway()
        try platform.ledger.write { db in
            try db.deleteApp(app.id)
            _ = try db.insertApp(app.name, stack: "debian-13", uidBase: 20000, now: 2)
        }
        let next = try platform.ledger.read { try $0.existing(app.name) }
        #expect(try AppBelongings(root, of: next).comeBack().isEmpty)
        #expect(try AppGraves(platform).remove().isEmpty && graves().isEmpty)
    }

    @Test func `stays whole where a part of it cannot go`() throws {
        defer { cleanUp() }
        try fill()
        let cache = root.cache(app.name)
        try Command("/usr/bin/mount", ["-t", "tmpfs", "tmpfs", cache]).check()
        #expect(throws: SystemError.self) { try AppBelongings(root, of: app).moveAway() }
        try Command("/usr/bin/umount", [cache]).check()
        for place in places { #expect(try Files.text(place + "/deep/file") == "shop's") }
    }

    @Test func `is removed part by part, whatever one of them does`() throws {
        defer { cleanUp() }
        try fill()
        try platform.ledger.write { db in
            try db.deleteApp(app.id)
            try AppBelongings(root, of: app).moveAway()
        }
        let grave = try #require(try Files.list(root.buildLogs).first)
        let busy = "\(root.buildLogs)/\(grave)/deep"
        try Command("/usr/bin/mount", ["-t", "tmpfs", "tmpfs", busy]).check()
        let said = try AppGraves(platform).remove()
        #expect(said.count == 1 && said.first?.contains("something is mounted there") == true, "\(said)")
        #expect(try graves() == [grave])
        try Command("/usr/bin/umount", [busy]).check()
        #expect(try AppGraves(platform).remove().isEmpty && graves().isEmpty)
    }

    @Test func `is out of the way of whoever takes the name`() throws {
        defer { cleanUp() }
        try fill()
        try AppBelongings.clearWay(root, for: app.name)
        // A repository may be somebody's restored one.
        #expect(places.filter { Files.exists($0) } == [root.repository(app.name)])
        #expect(try graves().count == 3)
        #expect(try AppGraves(platform).remove().isEmpty && graves().isEmpty)
    }

    @Test func `has its locks removed with it, and nobody else's`() throws {
        defer { cleanUp() }
        let gone = try #require(AppName("gone"))
        for name in [app.name, gone] {
            for path in [root.lock(name), root.buildLock(name), root.packingLock(name)] { try Files.replace(path, with: "") }
        }
        try AppGraves(platform).removeLocks()
        #expect(try Files.list(root.locks) == ["shop.build.lock", "shop.lock", "shop.packing.lock"])
    }
}
