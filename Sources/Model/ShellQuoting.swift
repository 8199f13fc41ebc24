/// Text as a word of a POSIX shell.
package enum ShellQuoting {
    package static func quote(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122: true
            default: "_-./:@%+=,".utf8.contains(byte)
            }
        }
        guard !isPlain || text.isEmpty else { return text }
        // A single quote cannot stand between single quotes: it is closed, escaped and opened again.
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
