import Glibc
import Ledger
import Linux
import Model
import Operations
import Synchronization
import Testing

@Suite("Keys") struct KeysTests {
    private let root: InstallationRoot
    private let platform: Platform

    private static let ada = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG0nvPmYYm8ZWxkYnGYVvGZ3kWIiiUOiqWWNLIrWwL1A ada@example.com"
    private static let grace = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF0nvPmYYm8ZWxkYnGYVvGZ3kWIiiUOiqWWNLIrWwL1A grace"

    init() throws {
        let path = "/tmp/renga-keys-\(getpid())-\(Int.random(in: 100_000...999_999))"
        root = try #require(InstallationRoot(path))
        try Files.makeDirectory(path)
        platform = Platform(root: root, configuration: Configuration(), ledger: try Ledger(root, as: .keeper))
    }

    private func cleanUp() {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(root.path)
    }

    private func authorized() throws -> Int { try Files.text(root.authorizedKeys).split(separator: "\n").count - 1 }

    @Test func `of a file with one bad key none is added`() throws {
        defer { cleanUp() }
        let torn = Self.grace.replacing("wL1A", with: "")
        let failure = #expect(throws: Failure.self) { try Keys(platform).add("# ours\n\(Self.ada)\n\n\(torn)\n") }
        #expect(failure?.message.hasPrefix("line 4: the key `ssh-ed25519 AAAAC3NzaC1lZDI1…` cannot be used") == true)
        #expect(failure?.message.hasSuffix("none of the 2 keys was added") == true)
        #expect(try Keys(platform).list().isEmpty)
        let added = try Keys(platform).add("\(Self.ada)\r\n\(Self.grace)\n")
        #expect(added.map(\.owner) == ["ada@example.com", "grace"])
        #expect(try added.map(\.id) == Keys(platform).list().map(\.id))
        #expect(try Keys(platform).add(Self.ada).isEmpty)
        #expect(try authorized() == 2)
    }

    @Test func `where the file cannot be written no key is added, and none removed`() throws {
        defer { cleanUp() }
        _ = try Keys(platform).add(Self.ada)
        try Files.remove(root.authorizedKeys)
        try Files.makeDirectory(root.authorizedKeys + "/in-the-way")
        #expect(throws: (any Error).self) { try Keys(platform).add(Self.grace) }
        #expect(throws: (any Error).self) { try Keys(platform).remove("ada@example.com", own: nil, confirm: "ada@example.com") }
        #expect(try Keys(platform).list().map(\.owner) == ["ada@example.com"])
    }

    @Test func `of many that are added at once, every one may push`() throws {
        defer { cleanUp() }
        let platform = platform
        let failures = Mutex<[String]>([])
        try inThreads(4) { thread in
            for number in 0..<25 {
                do {
                    _ = try Keys(platform).add(Self.key(UInt8(thread * 25 + number)))
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
        }
        #expect(failures.withLock(\.self).isEmpty)
        #expect(try Keys(platform).list().count == 100)
        #expect(try authorized() == 100)
    }

    /// An Ed25519 key of 32 bytes of one value.
    private static func key(_ byte: UInt8) -> String {
        let fields: [[UInt8]] = [Array("ssh-ed25519".utf8), [UInt8](repeating: byte, count: 32)]
        let blob = fields.flatMap { field -> [UInt8] in [0, 0, 0, UInt8(field.count)] + field }
        return "ssh-ed25519 \(KeyText.base64(blob)) key-\(byte)"
    }

    @Test func `one's own key and the last one go only when that is confirmed`() throws {
        defer { cleanUp() }
        let keys = Keys(platform)
        _ = try keys.add("\(Self.ada)\n\(Self.grace)")
        let own = try #require(try keys.list().first { $0.owner == "grace" }?.id)
        let refused = #expect(throws: Failure.self) { try keys.remove("grace", own: own, confirm: nil) }
        #expect(refused?.code == .refused && refused?.message.contains("the key that you came in with") == true)
        #expect(refused?.hint?.hasSuffix("keys:remove grace --confirm grace") == true)
        #expect(throws: Failure.self) { try keys.remove("grace", own: own, confirm: "ada@example.com") }
        #expect(try keys.remove("grace", own: own, confirm: "grace").map(\.owner) == ["grace"])
        let last = #expect(throws: Failure.self) { try keys.remove("ada@example.com", own: nil, confirm: nil) }
        #expect(last?.message.contains("there is no key left") == true)
        #expect(try keys.remove("ada@example.com", own: nil, confirm: "ada@example.com").count == 1)
        #expect(try authorized() == 0)
    }

    @Test func `somebody else's goes at once, by any of its names, and all of one name together`() throws {
        defer { cleanUp() }
        let keys = Keys(platform)
        _ = try keys.add([Self.key(1), Self.key(2), Self.key(3)].map { $0.replacing(#/key-\d/#, with: "same") }.joined(separator: "\n"))
        _ = try keys.add(Self.ada)
        let first = try keys.list()[0]
        #expect(try keys.remove(first.fingerprint, own: nil, confirm: nil).map(\.id) == [first.id])
        #expect(try keys.remove("same", own: nil, confirm: nil).count == 2)
        #expect(throws: Failure.self) { try keys.remove("same", own: nil, confirm: nil) }
    }
}
