import CLinux
import Glibc
import Model

/// A terminal, or the side of one where somebody sits, by a descriptor that is borrowed.
package struct Terminal: Sendable {
    package let number: Int32

    package init(_ number: Int32) { self.number = number }

    package static func isOne(_ number: Int32) -> Bool { isatty(number) == 1 }

    /// nil: it is none, or does not say.
    package var size: TerminalSize? {
        var (rows, columns): (UInt16, UInt16) = (0, 0)
        guard renga_terminal_size(number, &rows, &columns) == 0 else { return nil }
        return TerminalSize(columns: Int(columns), rows: Int(rows))
    }

    /// Whoever is in front of it is told by SIGWINCH.
    package func resize(_ size: TerminalSize) throws(SystemError) {
        guard renga_set_terminal_size(number, UInt16(size.rows), UInt16(size.columns)) == 0 else {
            throw SystemError("set the size of", "a terminal")
        }
    }

    /// Has it hand on every byte as it is typed, and shows nothing by itself.
    /// - Returns: what it was before, to be put back; nil where it is no terminal.
    package func makeRaw() -> termios? {
        var before = termios()
        guard tcgetattr(number, &before) == 0 else { return nil }
        var raw = before
        cfmakeraw(&raw)
        guard tcsetattr(number, TCSANOW, &raw) == 0 else { return nil }
        return before
    }

    /// At once, whether or not anybody reads what is on its way. Best effort: it may be gone.
    package func restore(_ before: termios) {
        var before = before
        _ = tcsetattr(number, TCSANOW, &before)
    }
}
