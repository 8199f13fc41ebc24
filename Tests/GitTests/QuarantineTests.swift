import Glibc
import Linux
import Model
import Testing

@testable import Git
@testable import LocalGit

@Suite("Quarantine") struct QuarantineTests {
    /// The hook tells where it stands and waits for a word, so that the test looks while git is in pre-receive.
    private static let hook = """
        #!/bin/sh
        read old new ref
        printf '%s %s\\n' "$new" "$GIT_QUARANTINE_PATH" > "$(dirname "$0")/question"
        read answer < "$(dirname "$0")/answer"
        test "$answer" = yes
        """

    @Test(arguments: [("yes", true), ("no", false)])
    func `pushed objects are visible in pre-receive through the quarantine alone`(answer: String, accepted: Bool) throws {
        let fixture = try GitFixture()
        let hooks = fixture.bare + "/hooks"
        try Files.replace(hooks + "/pre-receive", with: Self.hook, mode: 0o755)
        for name in ["question", "answer"] { try #require(mkfifo("\(hooks)/\(name)", 0o600) == 0) }
        let work = try fixture.target("work")
        try fixture.run(["init", "-q", "-b", "main"], in: work)
        try Files.replace(work + "/app.py", with: "print('hello')")
        try fixture.run(["add", "-A"], in: work)
        try fixture.run(["commit", "-q", "-m", "Say hello"], in: work)

        let log = try Descriptor.open(fixture.directory + "/push.log", O_WRONLY | O_CREAT, mode: 0o600)
        var start = Child.Start()
        start.descriptors = [nil, log.number, log.number]
        let push = try Child.spawn(fixture.command(["push", "-q", fixture.bare, "main"], in: work), start)
        let words = try Self.line(of: hooks + "/question").split(separator: " ").map(String.init)
        try #require(words.count == 2)
        let commit = try fixture.id(words[0])

        let repository = try Repository(at: fixture.bare, quarantine: words[1])
        #expect(try repository.commit(commit).subject == "Say hello")
        let entries = try repository.tree(of: commit)
        #expect(entries.map(\.description) == ["app.py"])
        #expect(try repository.blob(entries[0].id, limit: 100) == bytes("print('hello')"))
        let objects = try fixture.objects(quarantine: words[1])
        #expect(try objects.tree(of: #require(try objects.commit(peeling: commit)), limits: TreeLimits()) == entries)
        #expect(throws: GitError.notFound("object \(commit)")) { _ = try fixture.objects().commit(peeling: commit) }
        #expect(throws: GitError.notFound("object \(commit)")) { _ = try Repository(at: fixture.bare).commit(commit) }

        try Descriptor.open(hooks + "/answer", O_WRONLY).write(all: bytes(answer + "\n"))
        #expect(push.wait().isSuccess == accepted)
        let main = try Repository(at: fixture.bare).target(ofRef: fixture.ref("refs/heads/main"))
        #expect(main == (accepted ? commit : nil))
    }

    /// Waits for a line from the pipe, but not for ever: the push may have failed before its hook.
    private static func line(of path: String) throws -> String {
        let pipe = try Descriptor.open(path, O_RDONLY | O_NONBLOCK)
        var text: [UInt8] = []
        while text.last != UInt8(ascii: "\n") {
            var item = pollfd(fd: pipe.number, events: Int16(POLLIN), revents: 0)
            try #require(poll(&item, 1, 30_000) == 1, "the hook did not run")
            text += try readSome(from: pipe.number) ?? []
        }
        return String(decoding: text.dropLast(), as: UTF8.self)
    }
}
