import Glibc
import Model

/// `KEY=value`, `KEY=@FILE` or `KEY=-`, as `config:set` takes them.
struct ConfigWord: Hashable {
    let key: String
    private let text: String

    init(_ word: String) throws(Failure) {
        guard !word.hasPrefix("=") else {
            throw Failure(.invalid, "`\(word)` names no config var", hint: "write KEY=value, without a blank before the sign of equality")
        }
        guard let sign = word.firstIndex(of: "=") else {
            throw Failure(
                .invalid,
                "`\(word)` has no value",
                hint: "write KEY=value; a value with spaces in quotes; `config:unset KEY` removes a config var"
            )
        }
        key = String(word[..<sign])
        text = String(word[word.index(after: sign)...])
    }

    /// The client reads it itself.
    func readsInput(_ session: Session) -> Bool { text == "-" && session.client == nil }

    /// Over SSH an `@` is a value's own: no file of the server is read, and the client has read those of its machine.
    func value(_ session: Session) throws -> String {
        guard readsInput(session) || (text.hasPrefix("@") && session.offersMachine) else { return text }
        let path = text == "-" ? "-" : String(text.dropFirst())
        if path == "-", isatty(session.streams.input) == 1 {
            try session.streams.complain(["Reading the value of \(key) from the terminal; Ctrl-D ends it."])
        }
        let bytes: [UInt8]
        do throws(Failure) {
            bytes = try session.contents(of: path, limit: EnvFile.bytesMax, over: "ssh git@HOST config:set \(key)=- < FILE")
        } catch {
            var failure = error
            if failure.code == .notFound { failure.hint = "a value that begins with @ names a file; one that is to begin so: --file" }
            throw failure
        }
        guard !bytes.isEmpty else {
            throw Failure(
                .invalid,
                "\(path == "-" ? "standard input" : path) is empty",
                hint: "`config:set \(key)=` sets an empty value; the value `-`: --file"
            )
        }
        // The newline that ends the last line of a file is none of the value's.
        return String(decoding: bytes.last == ASCII.lineFeed ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }
}
