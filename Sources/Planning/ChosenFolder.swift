import Model

/// Which folder of its repository an app is, and who says so.
package struct ChosenFolder: Hashable, Sendable, Codable {
    package let folder: AppFolder
    /// Such as `the config var APP_BASE`.
    package let because: String

    /// nil: the whole repository.
    package init?(setting: AppFolder?, config: [String: String]) throws(Failure) {
        if let setting {
            (folder, because) = (setting, "buildpacks:root")
            return
        }
        for name in AppFolder.configVars {
            // What means the root itself is no choice.
            guard let text = config[name], text.split(separator: "/").contains(where: { $0 != "." }) else { continue }
            do throws(Failure) {
                (folder, because) = (try AppFolder(text), "the config var \(name)")
                return
            } catch {
                throw Failure(error.code, "the config var \(name): \(error.message)", hint: error.hint)
            }
        }
        return nil
    }

    /// Where the commit has no such folder.
    /// - Parameter known: those that it has, on the way to it.
    package func refusal(_ commit: CommitID, known: [String]) -> Failure {
        let shown = known.prefix(Self.shownMax).joined(separator: ", ") + (known.count > Self.shownMax ? " …" : "")
        return Failure(
            .refused,
            "the app is the folder `\(folder)` of its repository (\(because)), which the commit \(commit.short) does not have",
            hint: (known.isEmpty ? "there are no folders in it" : "the folders that are there: \(shown)")
                + (because.hasPrefix("buildpacks")
                    ? "; another one: buildpacks:root DIR, the whole repository: buildpacks:root --unset" : "")
        )
    }

    private static let shownMax = 12
}
