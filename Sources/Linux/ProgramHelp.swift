import Glibc

/// `--help` of the programs that people don't call every day: what they are, who calls them, and how.
package enum ProgramHelp {
    /// Ends the process where nothing else is asked.
    package static func answer(_ arguments: [String], _ text: String) {
        guard isAsked(arguments) else { return }
        // Whoever asked and does not read is told nothing.
        try? writeAll(Array((text + "\n").utf8), to: STDOUT_FILENO)
        ProgramEnd.with(0)
    }

    package static func isAsked(_ arguments: [String]) -> Bool {
        arguments.count == 2 && ["--help", "-h"].contains(arguments[1])
    }
}
