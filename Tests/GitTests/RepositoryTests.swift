import Glibc
import Linux
import Model
import Testing

@testable import Git
@testable import LocalGit

@Suite("Repository") struct RepositoryTests {
    let fixture: GitFixture
    init() throws { fixture = try GitFixture() }

    @Test func `a commit says its tree, subject, author and time`() throws {
        let id = try fixture.commit([fixture.file("a", "1")], "Fix the door\n\nIt was open.")
        let info = try Repository(at: fixture.bare).commit(id)
        #expect(info.subject == "Fix the door")
        #expect(info.authorName == "Ada")
        #expect(info.authorEmail == "ada@example.com")
        #expect(info.seconds == 1_700_000_000)
        #expect(info.treeID == (try fixture.git("rev-parse", "\(id)^{tree}")))
    }

    @Test func `a commit that is not there, or is none, is an error that says so`() throws {
        let repository = try Repository(at: fixture.bare)
        let blob = try fixture.id(fixture.blob("x"))
        let missing = try fixture.id(String(repeating: "1", count: 40))
        let long = try fixture.id(String(repeating: "1", count: 64))
        #expect(throws: GitError.notACommit(id: blob.text, kind: "blob")) { _ = try repository.commit(blob) }
        #expect(throws: GitError.notFound("object \(missing)")) { _ = try repository.commit(missing) }
        #expect(throws: GitError.self) { _ = try repository.commit(long) }
    }

    @Test func `a directory that is no repository is refused with its path`() throws {
        let path = try fixture.target("nothing")
        let error = #expect(throws: GitError.self) { _ = try Repository(at: path) }
        #expect(error?.description.contains(path) == true)
    }

    @Test func `refs are read loose and packed`() throws {
        let id = try fixture.commit([fixture.file("a", "1")])
        try fixture.git("update-ref", "refs/heads/main", id.text)
        let repository = try Repository(at: fixture.bare)
        let main = try fixture.ref("refs/heads/main")
        #expect(try repository.target(ofRef: main) == id)
        try fixture.git("pack-refs", "--all")
        #expect(try Repository(at: fixture.bare).target(ofRef: main) == id)
        #expect(try repository.target(ofRef: fixture.ref("refs/heads/other")) == nil)
    }

    @Test func `tags lead to their commits, and to nothing where they point at a file`() throws {
        let id = try fixture.commit([fixture.file("a", "1")])
        try fixture.git("tag", "-a", "-m", "one", "v1", id.text)
        try fixture.git("tag", "-a", "-m", "two", "v2", "v1")
        try fixture.git("tag", "-a", "-m", "file", "data", fixture.blob("x"))
        let repository = try Repository(at: fixture.bare)
        for name in ["v1", "v2"] {
            let tag = try fixture.id(fixture.git("rev-parse", name))
            #expect(tag != id)
            #expect(try repository.commitID(peeling: tag) == id)
        }
        #expect(try repository.commitID(peeling: id) == id)
        #expect(try repository.commitID(peeling: fixture.id(fixture.git("rev-parse", "data"))) == nil)
    }

    @Test func `revisions are found as git finds them`() throws {
        let first = try fixture.commit([fixture.file("a", "1")])
        let second = try fixture.id(fixture.git("commit-tree", "-p", first.text, "-m", "2", "\(first)^{tree}"))
        try fixture.git("update-ref", "refs/heads/main", second.text)
        let repository = try Repository(at: fixture.bare)
        for (revision, id) in [("HEAD", second), ("main", second), ("main~1", first), (first.short, first)] {
            #expect(try repository.resolve(revision: revision) == id)
        }
        #expect(throws: GitError.notFound("revision `nowhere`")) { _ = try repository.resolve(revision: "nowhere") }
        #expect(throws: GitError.notACommit(id: "main:a", kind: "blob")) {
            _ = try repository.resolve(revision: "main:a")
        }
    }

    @Test func `a repository is found from a directory inside of a working tree`() throws {
        let id = try fixture.commit([fixture.file("a", "1")])
        try fixture.git("update-ref", "refs/heads/main", id.text)
        try fixture.run(["clone", "-q", "app.git", "work"], in: fixture.directory)
        try Files.makeDirectory(fixture.directory + "/work/deep/down")
        let repository = try Repository(containing: fixture.directory + "/work/deep/down")
        #expect(try repository.resolve(revision: "HEAD") == id)
    }

    @Test func `a file is read whole or not at all`() throws {
        let id = try fixture.blob("0123456789")
        let repository = try Repository(at: fixture.bare)
        #expect(try repository.blob(id, limit: 10) == bytes("0123456789"))
        #expect(throws: GitError.objectTooLarge(id: id, bytes: 10, limit: 9)) { _ = try repository.blob(id, limit: 9) }
    }

    @Test func `a repository of another user is read`() throws {
        let id = try fixture.commit([fixture.file("a", "1")])
        try #require(chown(fixture.bare, 4242, 4242) == 0)
        _ = try Repository(at: fixture.bare).commit(id)
    }
}
