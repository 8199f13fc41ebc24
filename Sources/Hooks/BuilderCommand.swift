import Glibc
import Linux
import Model

/// Starts the builder, as root: directly where we are root, else by the one sudo rule that the git user has.
struct BuilderCommand {
    let root: InstallationRoot

    /// - Parameters:
    ///   - holdsInput: the builder gets a pipe that closes when this process dies, and takes that as "stop".
    ///   - output: where what it says goes.
    func run(_ arguments: [String], holdsInput: Bool, output: Int32 = STDOUT_FILENO) throws -> ExitStatus {
        let program = try Self.folder() + "/renga-builder"
        let words = [arguments[0], "--root", root.path] + arguments.dropFirst()
        let command =
            geteuid() == 0
            ? Command(program, words) : Command("/usr/bin/sudo", ["-n", "--", program] + words)
        let ends = try Descriptor.pipe().split()
        let writing = Descriptor(owning: ends.writing)
        let reading = Descriptor(owning: ends.reading)
        var start = Child.Start()
        start.descriptors = [holdsInput ? reading.number : nil, output, 2]
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
