import Model

extension ControlGroups {
    /// What the group `path` and those below it hold; nil: there is no such group.
    package static func memory(_ path: String) -> DynoMemory? {
        // Each kind of hierarchy has its own files, and a group that is being made or removed none.
        let (place, usage, limit, events) =
            Files.exists("\(root)\(path)/memory.current")
            ? ("\(root)\(path)", "memory.current", "memory.max", "memory.events")
            : ("\(root)/memory\(path)", "memory.usage_in_bytes", "memory.limit_in_bytes", "memory.oom_control")
        func text(_ name: String) -> String? { try? Files.text("\(place)/\(name)", limit: 16 << 10) }
        guard let used = text(usage).flatMap(number), let most = text(limit).flatMap(number) else { return nil }
        let counts = counts(text("memory.stat") ?? "")
        // Of version 1 those with `total_` are of the groups below as well; version 2 counts them by itself.
        let files = ["active_file", "inactive_file"].map { counts["total_" + $0] ?? counts[$0] ?? 0 }.reduce(0, +)
        let kills = Self.counts(text(events) ?? "")["oom_kill"] ?? 0
        return DynoMemory(usedBytes: max(0, used - files), limitBytes: most, kills: kills)
    }

    private static func number(_ text: String) -> Int64? {
        let line = text.prefix { $0 != "\n" }
        return line == "max" ? .max : Int64(line)
    }

    /// `NAME NUMBER`, a line each.
    private static func counts(_ text: String) -> [String: Int64] {
        let pairs = text.split(separator: "\n").compactMap { line -> (String, Int64)? in
            let words = line.split(separator: " ")
            guard words.count == 2, let number = Int64(words[1]) else { return nil }
            return (String(words[0]), number)
        }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }
}
