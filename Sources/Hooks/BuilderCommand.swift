import Glibc
import Linux
import Model

/// Starts the builder, as root: directly where we are root, else by the one sudo rule that the git user has.
struct BuilderCommand {
    let root: InstallationRoot

    /// A builder that has its verb, gets ready, and waits for what it is about: nothing is changed before that.
    struct Waiting: ~Copyable {
        let child: Child
        let input: Descriptor

        /// - Parameter holdsInput: the pipe stays open until this process dies, and the builder takes its end as "stop".
        consuming func go(_ words: some Sequence<String>, holdsInput: Bool = true) throws -> ExitStatus {
            try Self.tell(words.map { $0 + "\n" }.joined() + "\n", to: input.number)
            if !holdsInput { return end() }
            return child.wait()
        }

        /// Less than a pipe holds: nobody is waited for.
        private static func tell(_ text: String, to number: Int32) throws(SystemError) {
            do throws(SystemError) {
                try writeAll(Array(text.utf8), to: number)
            } catch {
                // It has ended, and has said why.
                guard error.code == EPIPE else { throw error }
            }
        }

        /// Without an order it ends without a word.
        consuming func end() -> ExitStatus {
            let child = self.child
            _ = consume self
            return child.wait()
        }
    }

    /// - Parameters:
    ///   - arguments: the verb, and what it is about: the one is on the command line, which sudo's rule allows to the letter, the
    ///     other goes over the pipe.
    ///   - output: where what it says goes.
    func run(_ arguments: [String], holdsInput: Bool, output: Int32 = STDOUT_FILENO) throws -> ExitStatus {
        try start(arguments[0], output: output).go(arguments.dropFirst(), holdsInput: holdsInput)
    }

    func start(_ verb: String, output: Int32 = STDOUT_FILENO) throws -> Waiting {
        let program = try Self.folder() + "/renga-builder"
        let words = ["--root", root.path, verb]
        let command =
            geteuid() == 0
            ? Command(program, words) : Command("/usr/bin/sudo", ["-n", "--", program] + words)
        let ends = try Descriptor.pipe().split()
        let writing = Descriptor(owning: ends.writing)
        let reading = Descriptor(owning: ends.reading)
        var start = Child.Start()
        start.descriptors = [reading.number, output, 2]
        return Waiting(child: try Child.spawn(command, start), input: writing)
    }

    /// Where this program itself lies: the builder beside it is of the same version.
    private static func folder() throws -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { throw SystemError("read", "/proc/self/exe") }
        return Files.parent(of: String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
}
