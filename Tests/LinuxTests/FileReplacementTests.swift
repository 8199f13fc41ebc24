import Glibc
import Linux
import Synchronization
import Testing

@Suite("Replacing files") struct FileReplacementTests {
    private let directory: String

    init() throws {
        var template = Array("/tmp/renga-replace-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    @Test func `threads that replace one file do not meet`() throws {
        defer { cleanUp() }
        let path = directory + "/file"
        let failures = Mutex<[String]>([])
        try inThreads(4) { index in
            for turn in 0..<50 {
                do {
                    try Files.replace(path, with: "\(index) \(turn)")
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
        }
        #expect(failures.withLock(\.self).isEmpty)
        #expect(try Files.list(directory) == ["file"])
        #expect(try Files.text(path).hasSuffix(" 49"))
    }

    @Test func `what a process left that was killed goes, and nothing else`() throws {
        defer { cleanUp() }
        let kept = ["part.zst", "part.\(getpid()).1.new", "a.new", "part.99999999.new", "part.99999999.x.new", "part.99999999.1.old"]
        for name in kept + ["part.99999999.1.new"] { try Files.replace("\(directory)/\(name)", with: "half") }
        try TemporaryFile.sweep(directory)
        #expect(try Set(Files.list(directory)) == Set(kept))
        try TemporaryFile.sweep(directory + "/none")
    }

    @Test func `threads that replace one link do not meet`() throws {
        defer { cleanUp() }
        let path = directory + "/latest"
        let failures = Mutex<[String]>([])
        try inThreads(4) { _ in
            for turn in 0..<100 {
                do {
                    try Files.link(path, to: "\(turn)")
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
        }
        #expect(failures.withLock(\.self).isEmpty)
        #expect(try Files.list(directory) == ["latest"])
    }

    @Test func `threads that replace one file of a guarded directory do not meet`() throws {
        defer { cleanUp() }
        try Files.makeDirectory(directory + "/mine")
        let directory = directory
        let failures = Mutex<[String]>([])
        try inThreads(4) { index in
            do {
                let guarded = try GuardedDirectory.open(directory + "/mine")
                for _ in 0..<50 { try guarded.replace("one", with: [UInt8(index)], mode: 0o600, owner: (geteuid(), getegid())) }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock(\.self).isEmpty)
        #expect(try Files.list(directory + "/mine") == ["one"])
    }

    @Test func `what could not take its place is not left behind`() throws {
        defer { cleanUp() }
        // A directory with something in it gives its name to no file.
        try Files.makeDirectory(directory + "/taken/inside")
        #expect(throws: SystemError.self) { try Files.replace(directory + "/taken", with: "x") }
        #expect(throws: SystemError.self) { try Files.link(directory + "/taken", to: "x") }
        #expect(try Files.list(directory) == ["taken"])
    }

    @Test func `what a killed process left under the next name is nobody's trap`() throws {
        defer { cleanUp() }
        let path = directory + "/file"
        try Files.makeDirectory(directory + "/target")
        // More names than this process has used: some of them are the next ones.
        for number in 0..<3000 { #expect(symlink(directory + "/target/x", "\(path).\(getpid()).\(number).new") == 0) }
        try Files.replace(path, with: "mine")
        try Files.link(directory + "/file.link", to: "x")
        #expect(try Files.text(path) == "mine")
        #expect(try Files.list(directory + "/target").isEmpty)
    }

    private func cleanUp() {
        // Best effort: what is left of a test is not worth failing it.
        try? Files.removeTree(directory)
    }
}
