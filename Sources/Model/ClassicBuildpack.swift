/// A buildpack of programs (`bin/detect`, `bin/compile`, `bin/release`), as Heroku's are, and where it comes from.
package struct ClassicBuildpack: Hashable, Sendable, Codable {
    package enum Source: Hashable, Sendable, Codable {
        /// - ref: a branch, a tag or a commit; nil: what the repository has checked out.
        case git(url: String, ref: String?)
        case archive(url: String)
        /// A folder in the installation's `buildpacks/`.
        case folder(String)
    }

    /// As people wrote it.
    package var reference: BuildpackReference
    package var source: Source

    package init(_ reference: BuildpackReference, _ source: Source) {
        self.reference = reference
        self.source = source
    }

    /// For names of files: the same wherever it is used.
    package var id: String { "classic-\(SHA256.hex(of: reference.identity).prefix(16))" }

    /// It is the one that installs what an `Aptfile` names, or somebody's copy of it: nobody else is to.
    package var readsAptfile: Bool {
        let place =
            switch source {
            case .git(let url, _), .archive(let url): url
            case .folder(let name): name
            }
        let last = place.split(separator: "/").last ?? ""
        return last.lowercased().split { "-_.?#".contains($0) }.contains("apt")
    }

    /// Why it cannot be one of ours; nil where it can. What is named here is fetched.
    package var objection: String? {
        switch source {
        case .folder(let name): return NameRules.isIdentifier(name) ? nil : "`\(name)` is no folder of a buildpack"
        case .git(let url, let ref):
            guard let read = try? BuildpackReference(url + (ref.map { "#\($0)" } ?? "")), case .git(url, ref) = read.place else {
                return "`\(SubmoduleAddress.shown(url))` is no repository of a buildpack"
            }
            return nil
        case .archive(let url):
            guard let read = try? BuildpackReference(url), case .archive(url) = read.place else {
                return "`\(SubmoduleAddress.shown(url))` is no archive of a buildpack"
            }
            return nil
        }
    }
}
