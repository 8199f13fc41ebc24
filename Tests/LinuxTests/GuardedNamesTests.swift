import Glibc
import Linux
import Testing

/// What somebody else can put under a name, and what comes of it.
@Suite("Names that somebody else can exchange") struct GuardedNamesTests {
    private func place() throws -> String {
        let path = "/tmp/renga-names-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(path + "/theirs/inner", mode: 0o755)
        try Files.makeDirectory(path + "/ours", mode: 0o700)
        try Files.replace(path + "/ours/secret", with: "ours", mode: 0o600)
        return path
    }

    private var me: (uid_t, gid_t) { (geteuid(), getegid()) }

    private func refusal(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `a file is opened only where it is one, and nobody else's as well`() throws {
        let path = try place()
        defer { try? Files.removeTree(path) }  // a leftover in /tmp harms nothing
        let theirs = path + "/theirs"
        try Files.link(theirs + "/link", to: path + "/ours/secret")
        try Files.link(theirs + "/way", to: path + "/ours")
        try #require(mkfifo(theirs + "/pipe", 0o600) == 0)
        try #require(Glibc.link(path + "/ours/secret", theirs + "/second") == 0)
        try Files.replace(theirs + "/good", with: "good")
        try #require(chown(theirs, 7, 7) == 0)
        let socket = try UnixSocket.listen(theirs + "/socket", mode: 0o600)
        let directory = try GuardedDirectory.open(theirs)
        for (name, words) in [
            ("link", "is or passes a link"), ("way/secret", "is or passes a link"), ("pipe", "is a named pipe"),
            ("inner", "is a directory"), ("second", "has a second name elsewhere"), ("../ours/secret", "cannot open"),
            ("/etc/passwd", "cannot open"), ("socket", "cannot open"), ("none", "No such file"),
        ] {
            // Twice: to read and to write, which a pipe is waited at for in another way.
            for flags in [O_RDONLY, O_WRONLY] where !(name == "inner" && flags == O_WRONLY) {
                let said = refusal { _ = try directory.file(name, flags) }
                #expect(said?.contains(words) == true || flags == O_WRONLY && said != nil, "\(name): \(said ?? "opened")")
            }
        }
        let read = try directory.read("good", limit: 10)
        #expect(read == Array("good".utf8))
        #expect(refusal { _ = try directory.read("good", limit: 3) } != nil)
        #expect(refusal { _ = try directory.file("good", owners: [geteuid() + 1]) }?.contains("belongs to uid") == true)
        #expect(try Files.text(path + "/ours/secret") == "ours")
        _ = consume socket
    }

    @Test func `nothing is made, moved or removed beyond a link`() throws {
        let path = try place()
        defer { try? Files.removeTree(path) }  // a leftover in /tmp harms nothing
        let directory = try GuardedDirectory.open(path + "/theirs")
        try Files.link(path + "/theirs/way", to: path + "/ours")
        #expect(refusal { try directory.makeDirectory("way/new", mode: 0o700, owner: me) } != nil)
        #expect(refusal { try directory.replace("way/secret", with: [1], mode: 0o600, owner: me) } != nil)
        #expect(refusal { try directory.link("way/new", to: "x", owner: me) } != nil)
        #expect(refusal { try directory.remove("way/secret") } != nil)
        #expect(refusal { try directory.removeTree("way/secret") } != nil)
        #expect(refusal { try directory.move("inner", to: directory, "way/inner") } != nil)
        #expect(try Files.list(path + "/ours") == ["secret"])
        try directory.removeTree("way")
        try directory.removeTree("none/none")
        #expect(try Files.list(path + "/ours") == ["secret"])
        let isLeft = directory.has("way")
        #expect(!isLeft)
    }

    @Test func `a lock's file is settled whatever stands in its place`() throws {
        let path = try place()
        defer { try? Files.removeTree(path) }  // a leftover in /tmp harms nothing
        let directory = try GuardedDirectory.open(path + "/theirs")
        func settled(_ mode: mode_t) throws -> String? { try directory.settleFile("lock", mode: mode, owner: me) }
        #expect(try settled(0o660) == nil)
        let inode = Files.status(path + "/theirs/lock")?.st_ino
        #expect(try settled(0o640) == nil)
        // The same file: whoever holds it goes on holding it.
        #expect(Files.status(path + "/theirs/lock")?.st_ino == inode)
        try directory.remove("lock")
        try Files.link(path + "/theirs/lock", to: path + "/ours/secret")
        #expect(try settled(0o666) == "is a link")
        #expect(Files.status(path + "/theirs/lock").map { $0.st_mode } == S_IFREG | 0o666)
        #expect(Files.status(path + "/ours/secret").map { $0.st_mode } == S_IFREG | 0o600)
    }

    @Test func `a socket that nobody takes connections at is not waited for`() throws {
        let path = try place()
        defer { try? Files.removeTree(path) }  // a leftover in /tmp harms nothing
        let socket = try UnixSocket.listen(path + "/theirs/socket", mode: 0o600, backlog: 1)
        let directory = try GuardedDirectory.open(path + "/theirs")
        var taken: [Int32] = []
        defer { for number in taken { close(number) } }
        var said: String?
        while said == nil, taken.count < 64 {
            said = refusal { taken.append(try directory.connect("socket", owners: [geteuid()]).release()) }
        }
        #expect(taken.count > 0 && said?.contains("Resource temporarily unavailable") == true, "\(said ?? "none")")
        #expect(refusal { _ = try directory.connect("socket", owners: [geteuid() + 1]) }?.contains("belongs to uid") == true)
        try Files.link(path + "/theirs/link", to: path + "/theirs/socket")
        #expect(refusal { _ = try directory.connect("link", owners: [geteuid()]) }?.contains("is no socket") == true)
        _ = consume socket
    }

    /// As root, since nobody else gives files away.
    @Test func `a tree is given to its owner, but for what may be somebody else's`() throws {
        let path = try place()
        defer { try? Files.removeTree(path) }  // a leftover in /tmp harms nothing
        let theirs = path + "/theirs"
        try Files.replace(theirs + "/inner/file", with: "")
        try Files.link(theirs + "/link", to: path + "/ours/secret")
        try #require(mkfifo(theirs + "/pipe", 0o600) == 0)
        try #require(Glibc.link(path + "/ours/secret", theirs + "/second") == 0)
        try Files.replace(theirs + "/kept", with: "")
        let work = try TreeOwner.give(try GuardedDirectory.open(theirs), to: (7, 7), except: ["kept"])
        #expect(work.given == 5)
        #expect(work.left == [theirs + "/second"])
        for (name, owner) in [("", 7), ("inner", 7), ("inner/file", 7), ("link", 7), ("pipe", 7), ("kept", geteuid())] {
            #expect(Files.status("\(theirs)/\(name)")?.st_uid == owner, "\(name)")
        }
        #expect(Files.status(path + "/ours/secret")?.st_uid == geteuid())
        #expect(try TreeOwner.give(try GuardedDirectory.open(theirs), to: (7, 7), except: ["kept", "second"]).given == 0)
    }

    /// As root.
    @Test func `a tree that a cage has filled becomes root's, what has two names in it as well`() throws {
        let path = try place()
        defer { try? Files.removeTree(path) }  // a leftover in /tmp harms nothing
        let tree = path + "/tree"
        try Files.makeDirectory(tree + "/bin")
        try Files.replace(tree + "/bin/one", with: "")
        try #require(Glibc.link(tree + "/bin/one", tree + "/bin/two") == 0)
        for name in ["", "/bin", "/bin/one"] { try #require(chown(tree + name, 7, 7) == 0) }
        try TreeOwner.take(tree)
        for name in ["", "/bin", "/bin/one", "/bin/two"] { #expect(Files.status(tree + name)?.st_uid == 0, "\(name)") }
    }
}
