import Model

/// A repository whose files are fetched and put into a folder of the app.
package struct PlannedSubmodule: Hashable, Sendable, Codable {
    /// The folder, from the app's root on.
    package var path: String
    package var commit: String
    package var url: String

    package init(path: String, commit: String, url: String) {
        self.path = path
        self.commit = commit
        self.url = url
    }

    /// Why it cannot be one of ours; nil where it can.
    package var objection: String? {
        guard AppPath.isFile(path), CommitID(commit) != nil, (try? SubmoduleAddress(url)) != nil else { return "`\(path)` is no submodule" }
        return nil
    }
}
