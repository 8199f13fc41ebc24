import Glibc
import Model

/// A public key that a command takes beside its words.
struct KeyInput {
    /// For the first byte of standard input: over SSH it is an open pipe also where nobody sends anything.
    private static let waitMilliseconds: Int32 = 700

    private let session: Session
    private let file: String?
    private let command: String

    /// - Parameters:
    ///   - file: `-` is standard input; nil: standard input, if there is something.
    ///   - command: the command line without the file, to which it can be sent over SSH.
    init(_ session: Session, _ file: String?, of command: String) {
        self.session = session
        self.file = file
        self.command = command
    }

    /// nil: none was given.
    func textIfAny() throws -> String? {
        if let file, file != "-" {
            let way = "\(command) < \(ShellQuoting.quote(file))"
            return try Self.text(try session.contents(of: file, limit: KeysAdd.bytesMax, over: way))
        }
        guard file != nil || isSent else { return nil }
        return try Self.text(try session.streams.readInput(limit: KeysAdd.bytesMax))
    }

    private static func text(_ bytes: [UInt8]) throws(Failure) -> String? {
        let text = try PublicKeyFile.text(of: bytes).text
        return text.trimmed.isEmpty ? nil : text
    }

    private var isSent: Bool {
        guard isatty(session.streams.input) == 0 else { return false }
        var item = pollfd(fd: session.streams.input, events: Int16(POLLIN), revents: 0)
        return poll(&item, 1, Self.waitMilliseconds) > 0
    }
}
