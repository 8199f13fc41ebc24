/// What a disk can have that nobody's work is to blame for.
package enum DiskTrouble: String, Hashable, Sendable, CaseIterable {
    case full, quota, broken
    /// What a full disk has been seen to come out as; it says nothing where there is room.
    case doubtful

    /// By the kernel's words and SQLite's, which come to us in the middle of other programs' and libraries' as well.
    package init?(in text: String) {
        let words: [(String, DiskTrouble)] = [
            ("No space left on device", .full), ("database or disk is full", .full), ("SQLite error 13", .full),
            ("Disk quota exceeded", .quota), ("Input/output error", .broken), ("disk I/O error", .broken),
            ("SQLite error 10", .broken),
            // libseccomp, where crun writes down its filter; crun and conmon, which find no room for what they write down themselves.
            ("seccomp_export_bpf", .doubtful), ("cannot start ", .doubtful), ("the exit status of ", .doubtful),
        ]
        guard let found = words.first(where: { text.contains($0.0) }) else { return nil }
        self = found.1
    }
}
