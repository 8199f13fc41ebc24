import Model

/// Commands in what a push says, in the words with which its reader calls them: `renga config:set A=b` of a buildpack's step or hint
/// becomes `ssh git@example.com config:set -a shop A=b`.
package struct PushedCommands: Sendable {
    private let prefix: String
    private let app: AppName

    /// - Parameter prefix: what stands before a command where the pusher types it.
    package init(_ prefix: String, of app: AppName) {
        (self.prefix, self.app) = (prefix, app)
    }

    /// Before the colon: of the machine, and of no app.
    private static let topicsOfMachine: Set<String> = ["store"]

    /// What such a text has somewhere.
    package static let mark = "renga "

    /// Only a name with a colon is taken for a command: `renga plan` and sentences are left alone.
    package func text(_ text: String) -> String {
        guard text.contains(Self.mark) else { return text }
        var result = ""
        var rest = text[...]
        while let found = rest.firstRange(of: Self.mark) {
            let before = rest[..<found.lowerBound]
            // A server may be called so as well.
            let isWord = (before.last.map { " `(\"\n".contains($0) } ?? true) && !before.hasSuffix("ssh ")
            let name = rest[found.upperBound...].prefix { $0.isASCII && ($0.isLowercase || $0 == ":" || $0 == "-") }
            result += before
            rest = rest[found.upperBound...]
            guard isWord, name.contains(":"), name.first != ":", name.last != ":" else {
                result += Self.mark
                continue
            }
            result += "\(prefix) \(name)"
            rest = rest[name.endIndex...]
            let isOfMachine = Self.topicsOfMachine.contains(String(name.prefix { $0 != ":" }))
            if !isOfMachine, !rest.contains("-a \(app)") { result += " -a \(app)" }
        }
        return result + rest
    }
}
