import Glibc
import Linux
import Model

/// A program in place of the machine's for mail: it writes what it was called with and what it was given into a file for each message.
final class MailDouble: Sendable {
    private let directory: String
    var program: String { directory + "/sendmail" }

    init() throws {
        directory = "/var/tmp/renga-e2e/mail-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(directory)
    }

    /// From now on the machine has one.
    func install() throws {
        let box = directory + "/box"
        try Files.makeDirectory(box)
        guard chmod(box, 0o777) == 0, chmod(directory, 0o755) == 0 else { throw SystemError("set the mode of", box) }
        let script = """
            #!/bin/sh
            file=$(mktemp \(box)/new.XXXXXX) || exit 75
            { echo "uid $(id -u)"; echo "called with $*"; cat; } > "$file" || exit 75
            mv "$file" "\(box)/mail.${file##*.}"
            """
        try Files.replace(program, with: script + "\n", mode: 0o755)
    }

    /// Each as `uid N`, `called with WORDS`, and the message.
    var mails: [String] {
        let names = ((try? Files.list(directory + "/box")) ?? []).filter { $0.hasPrefix("mail.") }
        return names.compactMap { try? Files.text("\(directory)/box/\($0)") }
    }

    deinit {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(directory)
    }
}
