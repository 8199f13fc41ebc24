import Model

/// The versions of a toolchain beyond the stack's packages, as far as its publishers' lists are here.
package struct KnownVersions {
    struct Choice {
        let entry: VersionList.Entry
        let archive: Toolchain.Archive
        let planned: PlannedArchive
    }

    private let toolchain: Toolchain
    private let architecture: String
    /// What it offers, each with its list as far as that is here.
    private let sources: [(archive: Toolchain.Archive, list: VersionList?)]

    /// - Parameter lists: by the names of their files.
    package init(_ toolchain: Toolchain, lists: [String: [UInt8]], architecture: String) {
        self.toolchain = toolchain
        self.architecture = architecture
        sources = toolchain.archives.map { archive in
            if let name = VersionList.name(of: toolchain.name, archive) { return (archive, lists[name].flatMap { VersionList($0) }) }
            guard case .carried(_, let sums) = archive.checksum else { return (archive, nil) }
            return (archive, VersionList(seenAt: 0, entries: sums.keys.sorted().map { VersionList.Entry(version: $0) }))
        }
    }

    /// When the oldest of its lists was looked at, seconds since 1970; nil where there is none.
    package var seenAt: Int64? { sources.compactMap { $0.list?.seenAt }.filter { $0 > 0 }.min() }

    var isComplete: Bool { sources.allSatisfy { $0.list != nil } }

    /// The first of the sources that has one that fits decides: its newest for everybody, else its newest.
    func best(where fits: (String) -> Bool) -> Choice? {
        for (archive, list) in sources {
            let entries = list?.entries.filter { fits($0.version) } ?? []
            for entry in entries.filter(\.isPreferred) + entries.filter({ !$0.isPreferred }) {
                guard let planned = PlannedArchive(toolchain, archive, entry, architecture: architecture) else { continue }
                return Choice(entry: entry, archive: archive, planned: planned)
            }
        }
        return nil
    }

    /// Whether an archive is what its toolchain's file and its publisher's list say, to the letter.
    package static func offers(_ archive: PlannedArchive, _ toolchains: [Toolchain], _ lists: [String: [UInt8]]) -> Bool {
        guard let toolchain = toolchains.first(where: { $0.name == archive.toolchain }) else { return false }
        let known = KnownVersions(toolchain, lists: lists, architecture: Toolchain.architecture)
        return known.sources.contains { source in
            (source.list?.entries ?? []).contains { entry in
                entry.version == archive.version
                    && PlannedArchive(toolchain, source.archive, entry, architecture: known.architecture) == archive
            }
        }
    }

    /// What publishers have for everybody, by toolchain, as far as their lists are here.
    package static func all(of toolchains: [Toolchain], _ lists: [String: [UInt8]]) -> [String: [String]] {
        let all = toolchains.map { toolchain in
            let known = KnownVersions(toolchain, lists: lists, architecture: Toolchain.architecture)
            let entries = known.sources.flatMap { $0.list?.entries ?? [] }
            let preferred = entries.filter(\.isPreferred)
            return (toolchain.name, (preferred.isEmpty ? entries : preferred).map(\.version))
        }
        return Dictionary(all, uniquingKeysWith: { first, _ in first })
    }

    /// Newest of each line such as 3.13, at most so many, for people.
    func lines(_ count: Int, _ parts: Int) -> [String] {
        var seen: [[Int]] = []
        var versions: [String] = []
        for entry in sources.flatMap({ $0.list?.entries ?? [] }) where versions.count < count {
            guard let line = VersionNumber(entry.version).map({ Array($0.parts.prefix(parts)) }), !seen.contains(line) else { continue }
            seen.append(line)
            versions.append(entry.version)
        }
        return versions
    }
}
