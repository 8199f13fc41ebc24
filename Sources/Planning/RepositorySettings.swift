import Model

/// How git is set up in every app's repository.
package enum RepositorySettings {
    package static let all: [(key: String, values: [String])] = [
        ("receive.fsckObjects", ["false"]),
        ("receive.denyNonFastForwards", ["false"]),
        ("receive.denyDeletes", ["false"]),
        // Somebody's worktree of the repository is no reason to refuse a push.
        ("receive.denyCurrentBranch", ["ignore"]),
        // A clone of a continuous integration is shallow, and has all that a build needs.
        ("receive.shallowUpdate", ["true"]),
        // Branches and tags are kept. Everything else is neither shown nor taken; the last line that fits counts.
        ("transfer.hideRefs", ["refs", "!refs/heads", "!refs/tags"]),
        ("core.useReplaceRefs", ["false"]),
        ("gc.auto", ["512"]),
        ("gc.autoDetach", ["true"]),
        ("receive.autogc", ["false"]),
        // A power cut right after a push finds the ref and its objects where the ledger says that they are.
        ("core.fsync", ["committed,loose-object,reference"]),
        ("core.sharedRepository", ["0644"]),
        // Last: where it stands, all is as it should be.
        (mark, [form]),
    ]

    /// Grows with what `RepositoryForm` does to a repository.
    private static let form = "1"
    private static let mark = "renga.form"

    /// Whether a file of git's configuration says that the repository is in this version's form.
    package static func areSet(in text: String) -> Bool { text.contains(lines(mark, [form])) }

    /// As lines of git's configuration file.
    package static var text: String { all.map { lines($0.key, $0.values) }.joined() }

    private static func lines(_ key: String, _ values: [String]) -> String {
        let parts = key.split(separator: ".", maxSplits: 1)
        return "[\(parts[0])]\n" + values.map { "\t\(parts[1]) = \($0)\n" }.joined()
    }

    /// What is to be said to `git config` where its list, `key=value` a line, is `current`.
    package static func missing(from current: [Substring]) -> [(key: String, values: [String])] {
        all.filter { setting in
            let prefix = setting.key.lowercased() + "="
            return current.filter { $0.lowercased().hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) } != setting.values
        }
    }
}
