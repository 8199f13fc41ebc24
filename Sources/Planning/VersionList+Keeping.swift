extension VersionList {
    /// A newer list that loses nothing which is in use: what a publisher lists no more, or offers under another URL meanwhile, stays for
    /// those who have it. Under the same URL the publisher's newest word counts.
    package func keeping(_ old: VersionList, isUsed: (Entry) -> Bool) -> VersionList {
        var kept: [String: Entry] = [:]
        for entry in old.entries where isUsed(entry) { kept[entry.version] = entry }
        var merged = entries.map { entry in
            guard let own = kept.removeValue(forKey: entry.version), own.url != entry.url else { return entry }
            return own
        }
        merged += kept.values.sorted { $0.version < $1.version }.prefix(max(Self.entriesMax - merged.count, 0))
        return VersionList(seenAt: seenAt, entries: merged)
    }
}
