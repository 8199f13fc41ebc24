import Model
import YAML

/// How whoever reads us calls our commands, so that what is printed to be pasted can be pasted as it stands.
package enum CommandForm: Sendable, Hashable {
    /// On the machine itself: `renga ps`.
    case machine
    /// Over plain SSH, by what stands behind `ssh`: `ssh git@apps.example.com ps`.
    case ssh(host: String)
    /// With the client on one's own machine: `renga ps`, whichever machine it leads to.
    case client

    /// What our texts write where the host belongs.
    static let placeholder = "git@HOST"

    /// - Parameter key: the key that the caller came in with; nil on the machine.
    static func of(key: Int64?, isClient: Bool, root: InstallationRoot) -> CommandForm {
        guard key != nil else { return .machine }
        return isClient ? .client : .ssh(host: host(root))
    }

    /// What a person types behind `ssh`.
    static func host(_ root: InstallationRoot) -> String {
        // Best effort: without the file the text says what is meant all the same.
        (try? ConfigurationFile.load(root: root).gitHost) ?? placeholder
    }

    var isPlainSSH: Bool { if case .ssh = self { true } else { false } }

    /// What stands before a command.
    var prefix: String {
        switch self {
        case .machine, .client: "renga"
        case .ssh(let host): "ssh \(host)"
        }
    }

    /// A text of ours, its commands in the reader's form.
    ///
    /// Only `renga` before the name of a command is one: `renga.yml`, `renga-runner` and a sentence are left alone.
    package func text(_ text: String) -> String {
        switch self {
        case .machine: text
        case .client: text.replacing("ssh \(Self.placeholder) ", with: "renga ")
        case .ssh(let host): Self.replaceCommands(in: text, host).replacing(Self.placeholder, with: host)
        }
    }

    private static func replaceCommands(in text: String, _ host: String) -> String {
        var result = ""
        var rest = text[...]
        while let found = rest.firstRange(of: "renga ") {
            let before = rest[..<found.lowerBound]
            let name = rest[found.upperBound...].prefix { $0.isLetter || $0 == ":" || $0 == "-" }
            let command = name.last == ":" ? name.dropLast() : name
            let isWord = before.last.map { " `(\n".contains($0) } ?? (result.isEmpty || result.last == " ")
            result += before
            let isCommand = isWord && Catalogue.names.contains(String(command))
            // Whoever runs a program mostly sits before it, which ssh has to be told.
            let wantsTerminal = Catalogue.terminalNames.contains(String(command))
            result += isCommand ? "ssh \(wantsTerminal ? "-t " : "")\(host) " : "renga "
            rest = rest[found.upperBound...]
        }
        return result + rest
    }
}
