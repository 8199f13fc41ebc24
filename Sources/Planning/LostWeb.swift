import Model

/// A push after which nothing would answer any more, though something does now.
package enum LostWeb {
    private static let filesShownMax = 3

    /// - Parameters:
    ///   - web: how many web dynos the release before has.
    ///   - serving: in words, such as `v3`.
    ///   - example: a command in the app's language.
    ///   - command: what stands before a command where the pusher types it.
    package static func refusal(
        _ app: AppName,
        web: Int,
        serving: String,
        types: [String],
        tree: @autoclosure () -> SourceTree,
        example: String,
        command: String
    ) -> Failure? {
        guard web > 0, !types.contains("web") else { return nil }
        let declared = types.isEmpty ? "no process types" : types.sorted().joined(separator: ", ")
        return Failure(
            .refused,
            "this version has no process type `web` (it has \(declared)), and \(serving) serves with one: the app would go down",
            hint: (found(types, tree(), example) + ["to have no web dynos from now on: \(command) ps:scale web=0 -a \(app), and push again"])
                .joined(separator: "\n")
        )
    }

    /// What looks as if it were to declare `web`, and why it does not.
    private static func found(_ types: [String], _ tree: SourceTree, _ example: String) -> [String] {
        if let near = types.first(where: { $0.lowercased().hasPrefix("web") || NearestWord.distance($0.lowercased(), "web") <= 1 }) {
            return ["the type `\(near)` is there: write `web`"]
        }
        guard tree.entry(Procfile.fileName) == nil else { return ["add a line to the Procfile, such as `web: \(example)`"] }
        let files = lookalikes(tree)
        guard !files.isEmpty else { return ["add a file `Procfile` with a line such as `web: \(example)`"] }
        return files.prefix(filesShownMax).map { path in
            let name = ShellQuoting.quote(path)
            return "`\(path)` is there, but only a file `Procfile` at the top counts: git mv \(name) Procfile"
        }
    }

    /// `procfile`, `Procfile.txt`, `backend/Procfile`; the nearest to the top first.
    private static func lookalikes(_ tree: SourceTree) -> [String] {
        let depth = { (path: String) in path.utf8.count { $0 == UInt8(ascii: "/") } }
        return tree.entries.map(\.path).filter(isLookalike).sorted { (depth($0), $0) < (depth($1), $1) }
    }

    private static func isLookalike(_ path: String) -> Bool {
        let name = (path.split(separator: "/").last.map(String.init) ?? path).lowercased().trimmed
        let stem = name.split(separator: ".", omittingEmptySubsequences: false).first.map(String.init) ?? name
        return stem.utf8.count < 12 && NearestWord.distance(stem, "procfile") <= 1
    }
}
