import Glibc
import Linux
import Model
import Testing

@testable import Runner

@Suite("Whose each path of an installation is") struct AccessTableTests {
    private let root: InstallationRoot
    private let table: AccessTable
    private static let git: gid_t = 60
    private static let router: uid_t = 65_534

    init() throws {
        root = try #require(InstallationRoot("/var/tmp/renga-access-\(getpid())-\(Int.random(in: 100_000...999_999))"))
        try Files.makeDirectory(root.path)
        table = AccessTable(root, git: Account(uid: 5, gid: Self.git), router: Account(uid: Self.router, gid: Self.router))
    }

    private func cleanUp() {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(root.path)
    }

    private func access(_ path: String) throws -> String {
        let status = try #require(Files.status("\(root.path)/\(path)"))
        return "\(status.st_uid):\(status.st_gid) \(String(status.st_mode & 0o7777, radix: 8))"
    }

    private static let files = [
        "renga.db": "0:0 600", "renga.db-wal": "0:0 600", "renga.db-shm": "0:0 600", "ledger.key": "0:0 600",
        "slugs/\(String(repeating: "a", count: 64)).json": "0:0 600", "slugs/parts/abc.tar.zst": "0:0 644",
        "logs/shop/app.log": "0:0 640", "logs/shop/app.log.1": "0:0 640", "builds/shop/0001.log": "0:60 640",
        "run/locks/shop.lock": "0:60 660", "run/locks/shop.build.lock": "0:0 640", "ssh/authorized_keys": "0:0 644",
        "run/router-log.position": "0:0 644", "run/runner.lock": "0:0 640",
    ]
    private static let folders = [
        "": "0:0 755", "run": "0:0 755", "ssh": "0:0 755", "slugs": "0:0 700", "slugs/parts": "0:0 700", "cache": "0:0 700",
        "cache/shop": "0:0 711", "dynos": "0:0 700", "storage": "0:0 700", "dynos/abc": "0:0 700", "logs": "0:0 700",
        "logs/shop": "0:0 750",
        "builds": "0:60 750", "builds/shop": "0:60 750", "repos": "0:60 750", "run/locks": "0:60 750", "layers": "0:0 700",
        "scratch": "0:0 700", "router": "65534:65534 750", "acme": "65534:65534 700",
    ]

    @Test func `is put right by the table, wherever it stands in it`() throws {
        defer { cleanUp() }
        for folder in Self.folders.keys { try Files.makeDirectory("\(root.path)/\(folder)") }
        for file in Self.files.keys { try Files.replace("\(root.path)/\(file)", with: "x") }
        try Files.makeDirectory(root.path + "/cache/shop/pip")
        try Command("/usr/bin/chown", ["-R", "1234:1234", root.path]).check()
        try Command("/usr/bin/chmod", ["-R", "0777", root.path]).check()
        try table.settle()
        for (path, expected) in Self.files.merging(Self.folders, uniquingKeysWith: { $1 }) {
            #expect(try access(path) == expected, "\(path)")
        }
        // A step's own.
        #expect(try access("cache/shop/pip") == "1234:1234 777")
        // Nothing is left to be put right: the second time, nobody's file is touched.
        let before = try #require(Files.status(root.ledger)?.st_ctim)
        try table.settle()
        let after = try #require(Files.status(root.ledger)?.st_ctim)
        #expect(before.tv_sec == after.tv_sec && before.tv_nsec == after.tv_nsec)
    }

    @Test func `makes the folders that are missing, and follows no link to what is somebody else's`() throws {
        defer { cleanUp() }
        try Files.makeDirectory(root.path + "/elsewhere")
        try Files.replace(root.path + "/elsewhere/file", with: "x", mode: 0o666)
        try Files.link(root.ledger, to: root.path + "/elsewhere/file")
        try table.settle()
        for (path, expected) in Self.folders where !["slugs/parts", "cache/shop", "dynos/abc", "logs/shop", "builds/shop"].contains(path) {
            #expect(try access(path) == expected, "\(path)")
        }
        #expect(try access("elsewhere/file") == "0:0 666")
    }
}
