import Glibc
import Linux
import Model

/// A command of the CLI that goes on while the test does something else.
final class BackgroundCommand: Sendable {
    private let child: Child
    private let path: String

    convenience init(_ platform: Installation, _ words: [String]) throws {
        try self.init(Command(platform.root.path + "/bin/renga", ["--root", platform.root.path] + words), platform)
    }

    /// The same over SSH, without a terminal.
    convenience init(overSSH platform: Installation, _ words: [String]) throws {
        try self.init(Command("/usr/bin/ssh", ["-F", platform.root.path + "/ssh/config", "root@127.0.0.1"] + words), platform)
    }

    private init(_ command: Command, _ platform: Installation) throws {
        path = "\(platform.root.path)/command-\(Int.random(in: 100_000...999_999)).out"
        let output = try Descriptor.open(path, O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number]
        child = try Child.spawn(command, start)
    }

    var text: String { get throws { try Files.text(path) } }

    func wait(for words: String) throws {
        try eventually("the command says `\(words)`") { try text.contains(words) }
    }

    /// As Ctrl-C does it.
    func interrupt() { child.kill(SIGINT) }

    /// As where its machine is switched off.
    func kill() { child.kill(SIGKILL) }

    func finish() -> ExitStatus { child.wait() }
}
