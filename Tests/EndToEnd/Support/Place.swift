import Linux

/// Where a command is typed.
enum Place: CaseIterable {
    case machine, ssh

    func run(_ platform: Installation, _ words: String..., input: String = "") throws -> Command.Outcome {
        switch self {
        case .machine: try platform.renga(words, input: input)
        // The shell at the other end takes the line apart again.
        case .ssh: try platform.ssh(words.map { $0.contains("*") ? "'\($0)'" : $0 }, input: input)
        }
    }
}
