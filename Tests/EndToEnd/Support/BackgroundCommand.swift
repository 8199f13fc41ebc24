import Glibc
import Linux
import Model

/// A command of the CLI that goes on while the test does something else.
final class BackgroundCommand: Sendable {
    private let child: Child
    private let path: String

    init(_ platform: Installation, _ words: [String]) throws {
        path = "\(platform.root.path)/command-\(Int.random(in: 100_000...999_999)).out"
        let output = try Descriptor.open(path, O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number]
        let renga = platform.root.path + "/bin/renga"
        child = try Child.spawn(Command(renga, ["--root", platform.root.path] + words), start)
    }

    var text: String { get throws { try Files.text(path) } }

    func wait(for words: String) throws {
        try eventually("the command says `\(words)`") { try text.contains(words) }
    }

    /// As Ctrl-C does it.
    func interrupt() { child.kill(SIGINT) }

    func finish() -> ExitStatus { child.wait() }
}
