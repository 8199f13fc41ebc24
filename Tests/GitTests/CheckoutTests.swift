import Glibc
import Linux
import Model
import Testing

@testable import Git
@testable import LocalGit

@Suite("Checkout") struct CheckoutTests {
    let fixture: GitFixture
    init() throws { fixture = try GitFixture() }

    private func checkout(_ entries: [TreeEntry], into out: String) throws {
        try fixture.objects().checkout(entries, into: out, owner: (2001, 2002), seconds: 1_500_000_000)
    }

    @Test func `files get contents, modes, owner and the time of the commit`() throws {
        let folder = try fixture.folder("bin", [fixture.file("run", "#!/bin/sh\n", mode: "100755")])
        let commit = try fixture.commit([folder, fixture.file("read.me", "hello"), fixture.file("none", "")])
        let out = try fixture.target()
        try checkout(Repository(at: fixture.bare).tree(of: commit), into: out)
        for (path, mode) in [("", 0o40755), ("/bin", 0o40755), ("/bin/run", 0o100755), ("/read.me", 0o100644)] {
            let status = try #require(Files.status(out + path))
            #expect(Int(status.st_mode) == mode)
            #expect(status.st_uid == 2001 && status.st_gid == 2002)
            #expect(status.st_mtim.tv_sec == 1_500_000_000 && status.st_mtim.tv_nsec == 0)
        }
        #expect(try Files.text(out + "/read.me") == "hello")
        #expect(try Files.text(out + "/none") == "")
    }

    @Test func `names of any bytes come out as they went in`() throws {
        let items = try TreeTests.oddNames.map { GitFixture.Item(id: try fixture.blob($0), name: $0) }
        let commit = try fixture.commit(
            items + [.init(mode: "040000", kind: "tree", id: fixture.tree(items), name: [0xFF])]
        )
        let out = try fixture.target()
        let entries = try Repository(at: fixture.bare).tree(of: commit)
        try checkout(entries, into: out)
        #expect(try DirectoryTree(out).entries == entries)
    }

    @Test func `links are written as they are and followed by nobody`() throws {
        let commit = try fixture.commit([
            fixture.file("absolute", "/etc", mode: "120000"), fixture.file("escape", "../../..", mode: "120000"),
            fixture.file("dangling", "nowhere", mode: "120000"),
        ])
        let out = try fixture.target()
        let entries = try Repository(at: fixture.bare).tree(of: commit)
        try checkout(entries, into: out)
        #expect(try DirectoryTree(out).entries == entries)
        #expect(Files.status(out + "/absolute")?.st_uid == 2001)
        #expect(Files.status("/etc")?.st_uid == 0)
    }

    @Test(arguments: [("", "to nothing"), ("a\0b", "with a NUL byte"), (String(repeating: "x", count: 5000), "a path of 5000 bytes")])
    func `a link that no file system holds is named`(target: String, why: String) throws {
        let commit = try fixture.commit([fixture.file("docs", target, mode: "120000")])
        let entries = try Repository(at: fixture.bare).tree(of: commit)
        let error = try #require(throws: GitError.self) { try checkout(entries, into: try fixture.target()) }
        #expect(error.description.hasPrefix("`docs` is a symbolic link") && error.description.contains(why), "\(error)")
    }

    @Test func `a link in the place of a directory stops the checkout`() throws {
        let outside = try fixture.target("outside")
        let link = TreeEntry(
            path: bytes("a"),
            kind: .symbolicLink,
            id: try fixture.blob(outside),
            size: Int64(outside.utf8.count)
        )
        let file = TreeEntry(path: bytes("a/evil"), kind: .file, id: try fixture.blob("x"), size: 1)
        let out = try fixture.target()
        #expect(throws: GitError.self) { try checkout([link, file], into: out) }
        #expect(try Files.list(outside).isEmpty)
    }

    @Test func `a file in the place of a link is not written through it`() throws {
        let outside = try fixture.target("outside") + "/file"
        let link = TreeEntry(
            path: bytes("a"),
            kind: .symbolicLink,
            id: try fixture.blob(outside),
            size: Int64(outside.utf8.count)
        )
        let file = TreeEntry(path: bytes("a"), kind: .file, id: try fixture.blob("x"), size: 1)
        let out = try fixture.target()
        #expect(throws: GitError.self) { try checkout([link, file], into: out) }
        #expect(!Files.exists(outside))
    }

    @Test(arguments: ["../evil", "/evil", "a/../../evil", "a//b", "", "."])
    func `a path that leads out is refused, wherever it comes from`(path: String) throws {
        let entry = TreeEntry(path: bytes(path), kind: .file, id: try fixture.blob("x"), size: 1)
        let out = try fixture.target()
        #expect(throws: GitError.self) { try checkout([entry], into: out) }
        #expect(!Files.exists(fixture.directory + "/evil"))
    }

    @Test func `a part of the entries makes a projection`() throws {
        let folder = try fixture.folder(
            "requirements",
            [fixture.file("base.txt", "flask"), fixture.file("dev.txt", "x")]
        )
        let commit = try fixture.commit([folder, fixture.file("app.py", "x"), fixture.file("requirements.txt", "-r")])
        let out = try fixture.target()
        let wanted = ["requirements.txt", "requirements/base.txt"]
        let entries = try Repository(at: fixture.bare).tree(of: commit).filter { wanted.contains($0.description) }
        try checkout(entries, into: out)
        #expect(try DirectoryTree(out).entries.map(\.description) == ["requirements.txt", "requirements/base.txt"])
    }

    @Test func `submodules are left out and nothing stands in their place`() throws {
        let commit = try fixture.commit([
            .init(mode: "160000", kind: "commit", id: String(repeating: "a", count: 40), name: bytes("vendor"))
        ])
        let out = try fixture.target()
        try checkout(Repository(at: fixture.bare).tree(of: commit), into: out)
        #expect(try Files.list(out).isEmpty)
    }

    @Test func `a checkout can be cancelled`() throws {
        let commit = try fixture.commit([fixture.file("a", "1")])
        let repository = try Repository(at: fixture.bare)
        let entries = try repository.tree(of: commit)
        let out = try fixture.target()
        #expect(throws: GitError.cancelled) {
            try fixture.objects().checkout(entries, into: out, owner: nil, seconds: 0) { _ in false }
        }
        #expect(try Files.list(out).isEmpty)
    }

    @Test func `no descriptor is left open`() throws {
        let commit = try fixture.commit([fixture.folder("a", [fixture.file("b", "1")])])
        let repository = try Repository(at: fixture.bare)
        let entries = try repository.tree(of: commit)
        let out = try fixture.target()
        try fixture.objects().checkout(entries, into: out, owner: nil, seconds: 0)
        #expect(throws: GitError.self) { try fixture.objects().checkout(entries, into: out, owner: nil, seconds: 0) }
        let open = try Files.list("/proc/self/fd").compactMap { descriptor -> String? in
            var target = [CChar](repeating: 0, count: 4096)
            let count = readlink("/proc/self/fd/\(descriptor)", &target, target.count)
            return count < 0 ? nil : String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        #expect(!open.contains { $0.hasPrefix(out) })
    }

    @Test func `ten thousand small files`() throws {
        let folders = try (0..<100).map { folder in
            let items = try fixture.git("hash-object", "-w", "--stdin", input: bytes("folder \(folder)\n"))
            return try fixture.folder(
                "d\(folder)",
                (0..<100).map { .init(id: items, name: bytes("file-\($0).txt")) }
            )
        }
        let commit = try fixture.commit(folders)
        let out = try fixture.target()
        let repository = try Repository(at: fixture.bare)
        let start = Moment.monotonicMilliseconds()
        let entries = try repository.tree(of: commit)
        let listed = Moment.monotonicMilliseconds()
        let done = try fixture.objects().checkout(entries, into: out, owner: (2001, 2002), seconds: 0)
        let end = Moment.monotonicMilliseconds()
        print("10,000 files: listed in \(listed - start) ms, checked out in \(end - listed) ms")
        #expect(done.files == 10_000)
    }
}
