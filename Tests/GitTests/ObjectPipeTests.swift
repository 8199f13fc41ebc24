import Glibc
import Linux
import Model
import Testing

@testable import Git

/// Whoever answers may be in other hands: nothing that it says is more than bytes.
@Suite("Objects through a pipe") struct ObjectPipeTests {
    private static let id = String(repeating: "a", count: 40)

    /// A pipe whose other end has said `answer` and has ended.
    private func pipe(_ answer: String) throws -> ObjectPipe {
        let questions = try Descriptor.pipe().split()
        let answers = try Descriptor.pipe().split()
        try Descriptor(owning: answers.writing).write(all: Array(answer.utf8))
        _ = try Descriptor.open("/dev/null", O_RDONLY)
        // Read by nobody, and open, so that a question can be asked.
        _ = fcntl(questions.reading, F_SETFD, FD_CLOEXEC)
        return ObjectPipe(requests: Descriptor(owning: questions.writing), answers: Descriptor(owning: answers.reading))
    }

    @Test(arguments: [
        "", "\(id) blob", "\(id) blob -1\n", "\(id) blob x\n", "\(id) thing 1\nx\n", "\(String(repeating: "b", count: 40)) blob 1\nx\n",
        "\(id) blob \n", "\(id) blob 1x\n", "\(id) blob 12345678901234567890\n", "\(id) blob 1\nxy\n", "\(id) blob 3\nx\n",
        String(repeating: "x", count: 100_000), "\(id) tree 1\nx\n",
    ])
    func `an answer of another form is an error`(answer: String) throws {
        let objects = try pipe(String(answer.prefix(60_000)))
        #expect(throws: GitError.self) { try objects.read(Self.id, .blob, limit: 1 << 40) }
    }

    @Test func `a size that is a lie takes no memory`() throws {
        let objects = try pipe("\(Self.id) blob 9000000000000000000\nx\n")
        #expect(throws: GitError.objectTooLarge(id: Self.id, bytes: 9_000_000_000_000_000_000, limit: 100)) {
            try objects.read(Self.id, .blob, limit: 100)
        }
    }

    @Test(arguments: ["HEAD", "main^{tree}", "\(id)\ncontents \(id)", "", ":x"])
    func `only whole names are asked for`(name: String) throws {
        let objects = try pipe("")
        #expect(throws: GitError.notFound("object `\(name)`")) { try objects.ask(contents: [name]) }
    }

    @Test func `replace refs and grafts have no effect, and a tag leads to its commit`() throws {
        let fixture = try GitFixture()
        let one = try fixture.commit([fixture.file("a", "one")])
        let two = try fixture.commit([fixture.file("a", "two")])
        try fixture.git("update-ref", "refs/replace/\(one)", two.text)
        try fixture.git("tag", "-a", "-m", "first", "v1", one.text)
        try fixture.git("tag", "-a", "-m", "of a tag", "v2", "v1")
        let tag = try fixture.id(fixture.git("rev-parse", "v2"))
        let objects = try fixture.objects()
        let commit = try #require(try objects.commit(peeling: tag))
        #expect(commit.id == one && commit.seconds == 1_700_000_000)
        let entries = try objects.tree(of: commit, limits: TreeLimits())
        #expect(String(decoding: try objects.read(entries[0].id, .blob, limit: 10), as: UTF8.self) == "one")
    }

    @Test func `a chain of tags without end is no commit`() throws {
        let fixture = try GitFixture()
        var name = try fixture.commit([fixture.file("a", "x")]).text
        for number in 0..<30 {
            try fixture.git("-c", "advice.nestedTag=false", "tag", "-a", "-m", "x", "t\(number)", name)
            name = "t\(number)"
        }
        let objects = try fixture.objects()
        #expect(try objects.commit(peeling: fixture.id(fixture.git("rev-parse", name))) == nil)
    }

    @Test func `a large file passes in pieces`() throws {
        let fixture = try GitFixture()
        let bytes = [UInt8](repeating: 7, count: 5 << 20)
        let id = try fixture.blob(bytes)
        let objects = try fixture.objects()
        try objects.ask(contents: [id])
        var largest = 0
        var total = 0
        try objects.pass(try objects.header(of: id)) { part throws(GitError) in
            largest = max(largest, part.count)
            total += part.count
        }
        #expect(total == bytes.count && largest <= 256 << 10)
    }
}
