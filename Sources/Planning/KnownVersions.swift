import Model

/// The versions of a toolchain beyond the stack's packages, as far as its publishers' lists are here.
package struct KnownVersions {
    struct Choice {
        let entry: VersionList.Entry
        let archive: Toolchain.Archive
        let planned: PlannedArchive
    }

    let toolchain: Toolchain
    /// By the names of their files.
    let lists: [String: VersionList.Lazy]
    let architecture: String

    package init(toolchain: Toolchain, lists: [String: VersionList.Lazy], architecture: String) {
        self.toolchain = toolchain
        self.lists = lists
        self.architecture = architecture
    }

    private var archives: [Toolchain.Archive] {
        toolchain.sources.compactMap { source in
            if case .archive(let archive) = source { archive } else { nil }
        }
    }

    /// Whether somebody could look for more.
    var hasIndex: Bool { archives.contains { $0.index != nil } }

    /// When the oldest of its lists was looked at, seconds since 1970; nil where there is none.
    package var seenAt: Int64? { archives.compactMap { list(of: $0)?.seenAt }.filter { $0 > 0 }.min() }

    var isComplete: Bool { archives.allSatisfy { list(of: $0) != nil } }

    private func list(of archive: Toolchain.Archive) -> VersionList? {
        if let name = VersionList.name(of: toolchain.name, archive) { return lists[name]?.list }
        guard case .carried(_, let sums) = archive.checksum else { return nil }
        return VersionList(seenAt: 0, entries: sums.keys.sorted().map { VersionList.Entry(version: $0) })
    }

    /// The first of the sources that has one that fits decides: its newest for everybody, else its newest.
    func best(where fits: (String) -> Bool) -> Choice? {
        for archive in archives {
            let entries = list(of: archive)?.entries.filter { fits($0.version) } ?? []
            for entry in entries.filter(\.isPreferred) + entries.filter({ !$0.isPreferred }) {
                guard let planned = PlannedArchive(toolchain, archive, entry, architecture: architecture) else { continue }
                return Choice(entry: entry, archive: archive, planned: planned)
            }
        }
        return nil
    }

    /// Whether an archive is what its toolchain's file and its publisher's list say, to the letter.
    package static func offers(_ archive: PlannedArchive, _ toolchains: [Toolchain], _ lists: [String: VersionList.Lazy]) -> Bool {
        guard let toolchain = toolchains.first(where: { $0.name == archive.toolchain }) else { return false }
        let known = KnownVersions(toolchain: toolchain, lists: lists, architecture: Toolchain.architecture)
        return known.archives.contains { source in
            (known.list(of: source)?.entries ?? []).contains { entry in
                entry.version == archive.version && PlannedArchive(toolchain, source, entry, architecture: known.architecture) == archive
            }
        }
    }

    /// What publishers have for everybody, by toolchain, as far as their lists are here.
    package static func all(of toolchains: [Toolchain], _ lists: [String: VersionList.Lazy]) -> [String: [String]] {
        let all = toolchains.map { toolchain in
            let known = KnownVersions(toolchain: toolchain, lists: lists, architecture: Toolchain.architecture)
            let entries = known.archives.compactMap { known.list(of: $0) }.flatMap(\.entries)
            let preferred = entries.filter(\.isPreferred)
            return (toolchain.name, (preferred.isEmpty ? entries : preferred).map(\.version))
        }
        return Dictionary(all, uniquingKeysWith: { first, _ in first })
    }

    /// Newest of each line such as 3.13, at most so many, for people.
    func lines(_ count: Int, _ parts: Int) -> [String] {
        var seen: [[Int]] = []
        var versions: [String] = []
        for entry in archives.compactMap({ list(of: $0) }).flatMap(\.entries) where versions.count < count {
            guard let line = VersionNumber(entry.version).map({ Array($0.parts.prefix(parts)) }), !seen.contains(line) else { continue }
            seen.append(line)
            versions.append(entry.version)
        }
        return versions
    }
}
