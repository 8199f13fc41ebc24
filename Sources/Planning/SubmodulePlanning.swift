import Model

/// Which submodules are fetched, and what is said of the others.
struct SubmodulePlanning {
    /// Those inside of them are counted when they are fetched.
    static let submodulesMax = 50
    private static let shownMax = 5

    let tree: SourceTree
    let modules: GitModules
    /// What the tree is of its repository.
    let folder: AppFolder?

    func plan() throws(Failure) -> [PlannedSubmodule] {
        var planned: [PlannedSubmodule] = []
        for entry in tree.submodules {
            guard let url = url(of: entry) else { continue }
            do throws(SubmoduleAddress.Fault) {
                _ = try SubmoduleAddress(url)
            } catch {
                throw Failure(
                    .refused,
                    "the submodule `\(entry.path)` cannot be fetched: its URL `\(SubmoduleAddress.shown(url).prefix(200))` in .gitmodules \(error.words)",
                    hint:
                        "write the whole address: git submodule set-url \(entry.path) https://HOST/PATH, and commit; or leave it out by a line `"
                        + "\(entry.path)` in .slugignore"
                )
            }
            guard AppPath.isFile(entry.path) else { throw Failure(.refused, "the submodule `\(entry.path)` has a path that no file has") }
            planned.append(PlannedSubmodule(path: entry.path, commit: entry.object, url: url))
        }
        guard planned.count <= Self.submodulesMax else {
            throw Failure(
                .limit,
                "the commit has \(planned.count) submodules; at most \(Self.submodulesMax) are fetched",
                hint: "leave out by .slugignore what the app does not need"
            )
        }
        return planned
    }

    var warnings: [BuildPlan.Warning] {
        let unknown = tree.submodules.filter { url(of: $0) == nil }.map(\.path)
        guard !unknown.isEmpty else { return [] }
        let (what, whose) = unknown.count == 1 ? ("is a submodule", "its") : ("are submodules", "their")
        return [
            .init(
                message: "\(unknown.shown(Self.shownMax)) \(what): \(whose) files are not part of a push",
                hint: "name where \(whose) files come from in .gitmodules (`git submodule add URL \(unknown[0])`), "
                    + "or add the files themselves (`git subtree add`)"
            )
        ]
    }

    private func url(of entry: SourceTree.Entry) -> String? { modules.urls[(folder.map { "\($0)/" } ?? "") + entry.path] }
}
