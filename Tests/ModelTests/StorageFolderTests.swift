import Model
import Testing

@Suite("A folder that stays") struct StorageFolderTests {
    @Test(arguments: ["data:/app/data", "a.b-c_1:/data", "x:/app/var/lib/x/", "up:/srv/up@1"])
    func `has a name and a path`(text: String) throws {
        let folder = try StorageFolder(text)
        #expect("\(folder.name):\(folder.path)" == text.trimmingSlash)
    }

    @Test(arguments: [
        ("data", "no NAME:/PATH"), (":/app/data", "no NAME:/PATH"), ("/host:/app/data", "is a path"),
        ("Data:/app/data", "cannot be the name"),
        ("d:app/data", "does not begin with a slash"), ("d:", "does not begin with a slash"), ("d:/", "is the release itself"),
        ("d:/app", "is the release itself"), ("d:/app/", "is the release itself"), ("d:/etc/x", "is in /etc"), ("d:/tmp", "is in /tmp"),
        ("d:/proc/self", "is in /proc"), ("d:/app/../etc", "no plain path"), ("d:/app/./x", "no plain path"),
        ("d:/app//x", "no plain path"),
        ("d://x", "no plain path"), ("d:/app/a b", "no plain path"), ("d:/app/a:b", "no plain path"), ("d:/app/\u{1b}[1m", "no plain path"),
        ("d:/app/ä", "no plain path"),
    ])
    func `is refused with the reason, and an example that works`(text: String, reason: String) throws {
        let failure = try #require(throws: Failure.self) { try StorageFolder(text) }
        #expect(failure.message.contains(reason), "\(failure.message)")
        let example = try #require(failure.hint?.split(separator: " ").last)
        if example.contains(":/") { _ = try StorageFolder(String(example)) }
    }

    @Test func `has bounds`() throws {
        #expect(throws: Failure.self) { try StorageFolder("d:/" + String(repeating: "a", count: 256)) }
        #expect(throws: Failure.self) { try StorageFolder(String(repeating: "a", count: 33) + ":/data") }
        _ = try StorageFolder(String(repeating: "a", count: 32) + ":/" + String(repeating: "a", count: 255))
    }

    @Test func `is in another or beside it`() throws {
        let data = try StorageFolder("a:/app/data")
        #expect(try data.overlaps(StorageFolder("b:/app/data/x")) && data.overlaps(StorageFolder("b:/app/data")))
        #expect(try !data.overlaps(StorageFolder("b:/app/database")) && StorageFolder("b:/app/data/x").overlaps(data))
    }

    @Test(arguments: [
        ("db.sqlite3", false), ("data/db.sqlite3", true), ("/app/data", true), ("/app/data/a/../b", true), ("./data/x", true),
        ("data/../db", false), ("../../app/data/x", true), ("/app/database/x", false), ("/data/x", false), ("", false),
    ])
    func `has what is written below it, wherever the app says that from`(written: String, isIn: Bool) throws {
        #expect(try StorageFolder("a:/app/data").holds(written) == isIn)
    }

    @Test func `is the dynos' of its types, or of all`() throws {
        let all = try StorageFolder("a:/data")
        let web = try StorageFolder("a:/data", types: ["web", "web"])
        #expect(all.serves("web") && all.serves("worker") && web.serves("web") && !web.serves("worker") && web.types == ["web"])
    }
}

extension String {
    fileprivate var trimmingSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
