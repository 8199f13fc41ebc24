import CLI
import Glibc
import Linux
import Testing

/// The program itself, as a process.
@Suite("The renga process") struct ProcessTests {
    private static let line = #"{"log":{"_0":["2026-11-23T18:00:00.000000+00:00 app[web.1]: hello"]}}"#

    /// Follows the log of an app that has written one line and then is silent.
    private func follow(_ bench: Bench, _ body: (Child, _ output: Int32) throws -> Linux.ExitStatus) throws
        -> (Linux.ExitStatus, String)
    {
        let runner = try RunnerStandIn(bench.root, replies: [Self.line], staysOpen: true)
        let (reading, writing) = try Descriptor.pipe().split()
        let errors = try Descriptor.open("\(bench.directory)/err", O_RDWR | O_CREAT)
        var start = Child.Start()
        start.descriptors = [nil, writing, errors.number]
        let command = Command(
            try Self.program(),
            ["logs", "--tail", "-a", "myapp"],
            environment: bench.environment,
            workingDirectory: bench.work
        )
        let child = try Child.spawn(command, start)
        _ = close(writing)
        var reader = LineReader(reading)
        #expect(try reader.nextText()?.hasSuffix("app[web.1]: hello") == true)
        let status = try body(child, reading)
        _ = try runner.finish()
        return (status, try Files.text("\(bench.directory)/err"))
    }

    /// Built beside the tests.
    static func program() throws -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { raw in
            raw.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { readlink("/proc/self/exe", $0, text.count) } ?? -1
            }
        }
        guard count > 0 else { throw SystemError("find", "the test program") }
        return Files.parent(of: String(decoding: buffer[..<count], as: UTF8.self)) + "/renga"
    }

    @Test func `Ctrl-C ends it quietly with 130`() throws {
        let (status, errors) = try follow(Bench()) { child, output in
            child.kill(SIGINT)
            defer { close(output) }
            return child.wait()
        }
        #expect(status.code == 130)
        #expect(errors == "")
    }

    @Test func `it ends quietly when its reader goes, though nothing is written any more`() throws {
        let (status, errors) = try follow(Bench()) { child, output in
            close(output)
            return child.wait()
        }
        #expect(status.code == 141)
        #expect(errors == "")
    }

    @Test func `a closed pipe ends it quietly`() throws {
        let (reading, writing) = try Descriptor.pipe().split()
        close(reading)
        let bench = try Bench()
        let errors = try Descriptor.open("\(bench.directory)/err", O_RDWR | O_CREAT)
        var start = Child.Start()
        start.descriptors = [nil, writing, errors.number]
        let child = try Child.spawn(Command(try Self.program(), ["help"], environment: bench.environment), start)
        close(writing)
        #expect(child.wait().code == 141)
        #expect(try Files.text("\(bench.directory)/err") == "")
    }
}
