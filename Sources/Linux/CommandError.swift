/// A program that did not end with status 0.
package struct CommandError: Error, Sendable, CustomStringConvertible {
    package let command: Command
    package let outcome: Command.Outcome

    package init(command: Command, outcome: Command.Outcome) {
        self.command = command
        self.outcome = outcome
    }

    package var description: String {
        let words = ([command.executable] + command.arguments).joined(separator: " ")
        let tail = outcome.text.split(separator: "\n").suffix(8).joined(separator: "\n")
        return "`\(words)` ended with \(outcome.status)\(tail.isEmpty ? "" : ":\n\(tail)")"
    }
}
