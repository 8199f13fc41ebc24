import Glibc
import Model

/// A public key that a command takes beside its words.
struct KeyInput {
    /// For the first byte of standard input: over SSH it is an open pipe also where nobody sends anything.
    private static let waitMilliseconds: Int32 = 700

    /// Where a key comes from that is named in words.
    enum Source: Hashable {
        case input, text(String), file(String)

        /// nil where there are no words.
        init?(_ words: [String], of command: String) throws(Failure) {
            let text = words.joined(separator: " ")
            switch words.count {
            case 0: return nil
            case 1 where text == "-": self = .input
            case _ where PublicKey.types.contains { text.trimmed == $0 || text.trimmed.hasPrefix($0 + " ") }: self = .text(text)
            case 1: self = .file(text)
            default:
                throw Failure(
                    .invalid,
                    "`\(command)` takes one file or one key, not \(words.count) words",
                    hint: "a key begins with its type, such as ssh-ed25519"
                )
            }
        }
    }

    private let session: Session
    private let source: Source?
    private let command: String

    /// - Parameters:
    ///   - source: nil: standard input, if there is something.
    ///   - command: the command line without the key, to which a file can be sent over SSH.
    init(_ session: Session, _ source: Source?, of command: String) {
        self.session = session
        self.source = source
        self.command = command
    }

    /// nil: none was given.
    func textIfAny() throws -> String? {
        switch source {
        case .text(let text): return try Self.text(Array(text.utf8))
        case .file(let file):
            let way = "\(command) < \(ShellQuoting.quote(file))"
            return try Self.text(try session.contents(of: file, limit: KeysAdd.bytesMax, over: way))
        case nil where !isSent: return nil
        case .input, nil: return try Self.text(try session.streams.readInput(limit: KeysAdd.bytesMax))
        }
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
