import Glibc
import Linux
import Model

/// Starts the builder, as root: directly where we are root, else by the one sudo rule that the git user has.
struct BuilderCommand {
    let root: InstallationRoot

    /// - Parameters:
    ///   - arguments: the verb, and what it is about: the one is on the command line, which sudo's rule allows to the letter, the
    ///     other goes over the pipe.
    ///   - holdsInput: the builder gets a pipe that closes when this process dies, and takes that as "stop".
    ///   - output: where what it says goes.
    func run(_ arguments: [String], holdsInput: Bool, output: Int32 = STDOUT_FILENO) throws -> ExitStatus {
        let program = try Self.folder() + "/renga-builder"
        let words = ["--root", root.path, arguments[0]]
        let command =
            geteuid() == 0
            ? Command(program, words) : Command("/usr/bin/sudo", ["-n", "--", program] + words)
        let ends = try Descriptor.pipe().split()
        var writing: Descriptor? = Descriptor(owning: ends.writing)
        let reading = Descriptor(owning: ends.reading)
        var start = Child.Start()
        start.descriptors = [reading.number, output, 2]
        // Less than a pipe holds: nobody is waited for.
        try writeAll(Array((arguments.dropFirst() + [""]).map { $0 + "\n" }.joined().utf8), to: ends.writing)
        if !holdsInput { writing = nil }
        let status = try Child.spawn(command, start).wait()
        _ = consume writing
        return status
    }

    /// Where this program itself lies: the builder beside it is of the same version.
    private static func folder() throws -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { throw SystemError("read", "/proc/self/exe") }
        return Files.parent(of: String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
}
