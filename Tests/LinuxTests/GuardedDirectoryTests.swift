import Glibc
import Linux
import Testing

@Suite("A guarded directory") struct GuardedDirectoryTests {
    private func place() throws -> String {
        let path = "/tmp/renga-guarded-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(path + "/mine", mode: 0o700)
        return path
    }

    private var me: (uid_t, gid_t) { (geteuid(), getegid()) }

    @Test func `replaces, lists and removes files`() throws {
        let path = try place()
        defer { try? Files.removeTree(path) }  // a leftover in /tmp harms nothing
        let directory = try GuardedDirectory.open(path + "/mine", owner: geteuid())
        try directory.replace("one", with: [1], mode: 0o600, owner: me)
        try directory.replace("one", with: [2], mode: 0o640, owner: me)
        #expect(try Files.read(path + "/mine/one") == [2])
        #expect(Files.status(path + "/mine/one").map { $0.st_mode & 0o777 } == 0o640)
        #expect(try directory.list() == ["one"])
        #expect(directory.has("one") && !directory.has("two"))
        try directory.remove("one")
        try directory.remove("one")
        #expect(try directory.list().isEmpty)
    }

    @Test func `follows no link, neither to itself nor in itself`() throws {
        let path = try place()
        defer { try? Files.removeTree(path) }  // a leftover in /tmp harms nothing
        try Files.link(path + "/link", to: path + "/mine")
        #expect(throws: SystemError.self) { _ = try GuardedDirectory.open(path + "/link") }
        try Files.replace(path + "/target", with: "mine")
        try Files.link(path + "/mine/one", to: path + "/target")
        // More names than this process has used: some of them are the next ones.
        for number in 0..<3000 { #expect(symlink(path + "/target", "\(path)/mine/.one.\(getpid()).\(number).new") == 0) }
        let directory = try GuardedDirectory.open(path + "/mine")
        try directory.replace("one", with: [1], mode: 0o600, owner: me)
        #expect(try Files.text(path + "/target") == "mine")
        #expect(try Files.read(path + "/mine/one") == [1])
    }

    @Test func `goes on in the same one where another has taken its name`() throws {
        let path = try place()
        defer { try? Files.removeTree(path) }  // a leftover in /tmp harms nothing
        let directory = try GuardedDirectory.open(path + "/mine")
        try Files.rename(path + "/mine", to: path + "/moved")
        try Files.makeDirectory(path + "/mine")
        try directory.replace("one", with: [1], mode: 0o600, owner: me)
        #expect(try Files.list(path + "/mine").isEmpty)
        #expect(try directory.list() == ["one"])
    }

    @Test func `is refused where it is somebody else's`() throws {
        let path = try place()
        defer { try? Files.removeTree(path) }  // a leftover in /tmp harms nothing
        #expect(throws: SystemError.self) { _ = try GuardedDirectory.open(path + "/mine", owner: geteuid() + 1) }
        #expect(throws: SystemError.self) { _ = try GuardedDirectory.open(path + "/nothing") }
    }
}
