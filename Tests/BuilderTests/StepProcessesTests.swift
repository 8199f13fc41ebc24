import Glibc
import Linux
import Model
import Testing

@testable import Builder

/// Root reads what a step, which is a stranger's, has left.
@Suite("The process types that a step leaves") struct StepProcessesTests {
    private let scratch = Scratch()
    private let processes = StepProcesses(step: "Compiling", path: ".renga/processes")

    private func write(_ bytes: [UInt8]) throws {
        try Files.makeDirectory(scratch.path + "/app/.renga")
        try Files.replace(scratch.path + "/app/.renga/processes", with: bytes)
    }

    private func read() throws -> [Procfile.Line] { try processes.read(in: GuardedDirectory.open(scratch.path)) }

    private func refusal() throws -> Failure { try #require(throws: Failure.self) { try read() } }

    @Test func `are lines of a Procfile`() throws {
        try write(Array("# found\nweb: bin/server -p $PORT\r\n\nworker: bin/worker\n".utf8))
        #expect(try read().map { "\($0.type)=\($0.command)" } == ["web=bin/server -p $PORT", "worker=bin/worker"])
    }

    @Test func `can be none`() throws {
        #expect(try read().isEmpty, "no directory")
        try Files.makeDirectory(scratch.path + "/app/.renga")
        #expect(try read().isEmpty, "no file")
        try write([])
        #expect(try read().isEmpty, "an empty file")
        try Files.remove(scratch.path + "/app/.renga/processes")
        try #require(mknod(scratch.path + "/app/.renga/processes", S_IFCHR, 0) == 0, "needs root")
        #expect(try read().isEmpty, "a mark that an earlier step's file is gone")
    }

    @Test func `are refused where they are large, binary, of another form or twice`() throws {
        try write(Array("web: x\n".utf8) + Array(repeating: 35, count: StepProcesses.bytesMax))
        #expect(try refusal().message.hasSuffix("cannot be read: it is larger than 65536 bytes"))
        try write([0xFF, 0xFE, 0x00])
        #expect(try refusal().message.contains("UTF-8"))
        try write(Array("default_process_types:\n  web: x\n".utf8))
        #expect(try refusal().message.contains("has no command"))
        try write(Array("web: a\nweb: b\n".utf8))
        #expect(try refusal().message.contains("declared twice"))
    }

    @Test func `are refused where a link leads to them, and nothing is read of where it leads`() throws {
        try write([])
        let path = scratch.path + "/app/.renga/processes"
        try Files.remove(path)
        try #require(symlink("/etc/passwd", path) == 0)
        #expect(try refusal().message.hasSuffix("it is or passes a link"))
        try Files.removeTree(scratch.path + "/app/.renga")
        try #require(symlink("/etc", scratch.path + "/app/.renga") == 0)
        #expect(try refusal().message.hasSuffix("it is or passes a link"))
    }

    @Test func `are not waited for in a pipe`() throws {
        try write([])
        let path = scratch.path + "/app/.renga/processes"
        try Files.remove(path)
        try #require(mkfifo(path, 0o644) == 0)
        #expect(try refusal().message.hasSuffix("it is no plain file, or has a second name"))
        try Files.remove(path)
        try Files.makeDirectory(path)
        #expect(try refusal().message.hasSuffix("it is no plain file, or has a second name"))
    }
}
