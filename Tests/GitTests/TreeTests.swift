import Linux
import Model
import Testing

@testable import Git
@testable import LocalGit

@Suite("Trees") struct TreeTests {
    let fixture: GitFixture
    init() throws { fixture = try GitFixture() }

    /// As libgit2 reads it, and as it comes out of git's pipe: both say the same, and refuse the same.
    private func list(_ commit: CommitID, _ limits: TreeLimits = TreeLimits()) throws -> [TreeEntry] {
        let direct = Result { try Repository(at: fixture.bare).tree(of: commit, limits: limits) }
        let piped = Result {
            let objects = try fixture.objects()
            return try objects.tree(of: #require(try objects.commit(peeling: commit)), limits: limits)
        }
        switch (direct, piped) {
        case (.success(let one), .success(let other)): #expect(one == other)
        case (.failure, .failure): break
        default: Issue.record("\(direct) is not \(piped)")
        }
        return try piped.get()
    }

    static let oddNames: [[UInt8]] = [
        bytes("line\nbreak"), bytes("\"quoted\" 'name'"), bytes("back\\slash"), bytes(" "), bytes("-rf"), bytes("ünï"),
        [0xFF, 0xFE, 0x80], [0x01, 0x7F], bytes("...") + [0xC3],
    ]

    @Test func `a tree is listed flat, in git's order, with modes, names and sizes`() throws {
        let submodule = String(repeating: "a", count: 40)
        let inner = try fixture.folder("bin", [fixture.file("run", "#!/bin/sh\n", mode: "100755")])
        var items = [
            inner, try fixture.file("bin.txt", "after bin"), try fixture.file("link", "/etc/passwd", mode: "120000"),
            GitFixture.Item(mode: "160000", kind: "commit", id: submodule, name: bytes("vendor")),
        ]
        for name in Self.oddNames { items.append(.init(id: try fixture.blob(name), name: name)) }
        let commit = try fixture.commit(items)
        let entries = try list(commit)

        #expect(entries.count == items.count)
        #expect(entries.map(\.path) == entries.map(\.path).sorted { $0.lexicographicallyPrecedes($1) })
        for name in Self.oddNames {
            let entry = try #require(entries.first { $0.path == name })
            #expect(entry.kind == .file && entry.size == Int64(name.count))
        }
        let kinds = Dictionary(uniqueKeysWithValues: entries.map { ($0.description, $0.kind) })
        #expect(kinds["bin/run"] == .executable)
        #expect(kinds["bin.txt"] == .file)
        #expect(kinds["link"] == .symbolicLink)
        #expect(entries.first { $0.kind == .submodule }?.id == submodule)
    }

    @Test func `a tree reads the same from a pack`() throws {
        let text = (0..<2000).map { "line \($0)\n" }.joined()
        let items = try (0..<20).map { try fixture.file("f\($0)", text + "\($0)") }
        let commit = try fixture.commit(items)
        try fixture.git("update-ref", "refs/heads/main", commit.text)
        let loose = try list(commit)
        try fixture.git("gc", "-q", "--prune=now")
        let repository = try Repository(at: fixture.bare)
        #expect(try list(commit) == loose)
        #expect(try repository.blob(loose[19].id, limit: 1 << 20).count == Int(loose[19].size))
    }

    @Test func `an empty tree has no entries`() throws {
        let commit = try fixture.commit(tree: GitFixture.emptyTree)
        #expect(try list(commit).isEmpty)
    }

    @Test func `a limit is inclusive, and one past it is refused with path and size`() throws {
        let commit = try fixture.commit([fixture.file("big", "12345"), fixture.file("small", "1")])
        let exact = TreeLimits(entriesMax: 2, bytesMax: 6, fileBytesMax: 5)
        #expect(try list(commit, exact).count == 2)
        var limits = exact
        limits.fileBytesMax = 4
        #expect(throws: GitError.fileTooLarge(path: bytes("big"), bytes: 5, limit: 4)) {
            _ = try list(commit, limits)
        }
        limits = exact
        limits.bytesMax = 5
        #expect(throws: GitError.checkoutTooLarge(bytes: 6, limit: 5)) {
            _ = try list(commit, limits)
        }
        limits = exact
        limits.entriesMax = 1
        #expect(throws: GitError.tooManyFiles(limit: 1)) { _ = try list(commit, limits) }
    }

    @Test func `a tree that is deep, or folds a million directories into a few objects, ends at a limit`() throws {
        var tree = try fixture.tree([fixture.file("a", "1")])
        for _ in 0..<20 {
            tree = try fixture.tree(["x", "y"].map { .init(mode: "040000", kind: "tree", id: tree, name: bytes($0)) })
        }
        let commit = try fixture.commit(tree: tree)
        #expect(throws: GitError.tooManyFiles(limit: 1000)) {
            _ = try list(commit, TreeLimits(entriesMax: 1000))
        }
        var limits = TreeLimits()
        limits.depthMax = 2
        #expect(throws: GitError.tooDeep(path: bytes("x/x/x"), limit: 2)) {
            _ = try list(commit, limits)
        }
    }

    @Test(arguments: [".", "..", ".git", ".GIT", ".gIt", "a/b", ""])
    func `a name that git would not check out is refused`(name: String) throws {
        let file = try fixture.blob("x")
        let tree = try fixture.rawTree([.init(id: file, name: bytes(name))])
        let commit = try fixture.commit(tree: tree)
        #expect(throws: GitError.self) { _ = try list(commit) }
    }

    @Test func `a tree that has one name twice is refused`() throws {
        let link = GitFixture.Item(mode: "120000", id: try fixture.blob("/tmp"), name: bytes("a"))
        let folder = GitFixture.Item(
            mode: "40000",
            kind: "tree",
            id: try fixture.tree([fixture.file("b", "x")]),
            name: bytes("a")
        )
        let commit = try fixture.commit(tree: fixture.rawTree([link, folder]))
        #expect(throws: GitError.badName(path: bytes("a"), reason: "the tree has it twice")) {
            _ = try list(commit)
        }
    }

    @Test func `a tree whose file is missing is an error that names the object`() throws {
        let missing = String(repeating: "b", count: 40)
        let commit = try fixture.commit([.init(id: missing, name: bytes("gone"))])
        #expect(throws: GitError.notFound("object \(missing)")) {
            _ = try list(commit)
        }
    }

    @Test func `a directory reads as the tree that git would make of it`() throws {
        let work = try fixture.target("work")
        try fixture.run(["init", "-q"], in: work)
        try Files.makeDirectory(work + "/a/b")
        try Files.makeDirectory(work + "/empty")
        try Files.replace(work + "/a/b/c", with: "deep")
        try Files.replace(work + "/a.txt", with: String(repeating: "long ", count: 100_000))
        try Files.replace(work + "/run", with: "#!/bin/sh", mode: 0o755)
        try Files.link(work + "/out", to: "../../etc")
        try fixture.run(["add", "-A"], in: work)
        try fixture.run(["commit", "-q", "-m", "all"], in: work)
        let repository = try Repository(containing: work)
        let committed = try repository.tree(of: repository.resolve(revision: "HEAD"))
        let directory = try DirectoryTree(work)
        #expect(directory.entries == committed)
        for entry in committed {
            #expect(try directory.contents(entry, limit: 1 << 20) == repository.blob(entry.id, limit: 1 << 20))
        }
        #expect(throws: GitError.self) { _ = try DirectoryTree(work, limits: TreeLimits(fileBytesMax: 10)) }
    }
}
