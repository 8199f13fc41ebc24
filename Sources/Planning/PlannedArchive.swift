import Model

/// A version of a toolchain as its publisher offers it: all that the layer of it depends on.
package struct PlannedArchive: Hashable, Sendable, Codable {
    package enum Sum: Hashable, Sendable, Codable {
        case known(String)
        /// The URL of a file that says it.
        case file(String)
    }

    package var toolchain: String
    package var title: String
    package var version: String
    /// The publisher's own, whatever mirrors there are.
    package var url: String
    package var algorithm: Toolchain.Checksum.Algorithm
    package var sum: Sum
    package var strip: Int
    package var place: String?
    package var recipe: Toolchain.Recipe?
    /// Debian packages that are there while it is made out of its source.
    package var recipePackages: [String]

    /// Nil where the source has no such version for this machine.
    package init?(_ toolchain: Toolchain, _ archive: Toolchain.Archive, _ entry: VersionList.Entry, architecture: String) {
        guard let word = archive.architectures[architecture] else { return nil }
        var values = Template.values(of: entry.version)
        values["ARCH"] = word
        values["URL"] = entry.url
        guard let url = Template(archive.url).filled(values), VersionList.isURL(url) else { return nil }
        let sum: String?
        switch archive.checksum {
        case .field: sum = entry.sum
        case .carried(_, let sums): sum = sums[entry.version]
        case .file: sum = nil
        }
        if case .file(_, let template) = archive.checksum {
            values["URL"] = url
            guard let file = Template(template).filled(values), VersionList.isURL(file) else { return nil }
            self.sum = .file(file)
        } else {
            guard let sum, archive.checksum.algorithm.isSum(sum) else { return nil }
            self.sum = .known(sum)
        }
        self.toolchain = toolchain.name
        title = toolchain.title
        version = entry.version
        self.url = url
        algorithm = archive.checksum.algorithm
        strip = archive.strip
        place = archive.place
        recipe = archive.recipe
        recipePackages = archive.recipe == nil ? [] : archive.buildPackages
    }

    /// `Node.js 22.11.0`.
    package var name: String { "\(title) \(version)" }
    package var directory: String { Toolchain.directory(toolchain) }
    /// The last part of its URL.
    package var fileName: String { url.split(separator: "?").first?.split(separator: "/").last.map(String.init) ?? "archive" }
}
