import Glibc

/// What a program of ours says to whoever started it, or to the service manager, which keeps it.
package enum StandardError {
    /// Lines, each with an end of its own.
    package static func write(_ text: String) {
        // Best effort: where standard error is closed there is nobody left to be told.
        try? writeAll(Array(text.utf8), to: STDERR_FILENO)
    }

    package static func say(_ line: String) { write(line + "\n") }
}
