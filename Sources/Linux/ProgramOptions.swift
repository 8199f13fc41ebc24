import Glibc
import Model

/// The command line of a program that our other programs start, or a service manager: options with values (`--root DIR` or
/// `--root=DIR`), flags, and words. The installation's root is an option of all of them.
package struct ProgramOptions {
    private let program: String
    private let usage: String
    private var values: [String: String] = [:]
    private var flags: Set<String> = []
    /// What is no option, in its order.
    package private(set) var words: [String] = []

    /// - Parameters:
    ///   - usage: the hint of what is refused.
    ///   - options: those that take a value, besides `--root`.
    package init(
        _ program: String,
        usage: String,
        _ arguments: some Collection<String>,
        options: Set<String> = [],
        flags known: Set<String> = []
    ) throws(Failure) {
        self.program = program
        self.usage = usage
        var rest = Array(arguments)[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("-") else {
                words.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if known.contains(word) {
                flags.insert(word)
            } else if parts[0] == "--root" || options.contains(parts[0]) {
                guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else { throw refusal("needs a value for `\(word)`") }
                values[parts[0]] = value
            } else {
                throw refusal("does not know `\(parts[0])`")
            }
        }
    }

    package subscript(_ option: String) -> String? { values[option] }

    /// Options and flags that were given, besides the root.
    package var given: Set<String> { flags.union(values.keys).subtracting(["--root"]) }

    package func has(_ flag: String) -> Bool { flags.contains(flag) }

    /// What `--root` names, or RENGA_ROOT, or where an installation is by itself.
    package func root(_ variable: String? = Self.environment("RENGA_ROOT")) throws(Failure) -> InstallationRoot {
        let path = values["--root"] ?? variable.flatMap { $0.isEmpty ? nil : $0 } ?? InstallationRoot.standard
        guard let root = InstallationRoot(path) else { throw refusal("needs an absolute path for its root, not `\(path)`") }
        return root
    }

    package func refuseWords() throws(Failure) {
        if let word = words.first { throw refusal("does not know `\(word)`") }
    }

    /// - Parameter what: what the program does not do.
    package func refusal(_ what: String) -> Failure { Failure(.invalid, "\(program) \(what)", hint: usage) }

    package static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
