import Model

extension ControlGroups {
    /// What the group `path` and those below it hold at most; nil: there is no such group.
    package static func memoryGlance(_ path: String) -> MemoryGlance? { memoryFiles(path)?.glance }

    /// What they hold; nil: there is no such group.
    package static func memory(_ path: String) -> DynoMemory? {
        guard let (place, glance) = memoryFiles(path) else { return nil }
        // Of version 1 those with `total_` are of the groups below as well; version 2 counts them by itself.
        let names = ["active_file", "inactive_file"]
        let counts = KernelFile.counts("\(place)/memory.stat", names + names.map { "total_" + $0 }) ?? []
        let files = names.indices.reduce(Int64(0)) { sum, place in
            counts.isEmpty ? sum : sum + (counts[place + names.count] ?? counts[place] ?? 0)
        }
        var memory = DynoMemory(usedBytes: max(0, glance.bytes - files), limitBytes: glance.limitBytes, kills: glance.kills)
        // The first is version 2's, of newer kernels alone.
        memory.peakBytes = KernelFile.number("\(place)/memory.peak") ?? KernelFile.number("\(place)/memory.max_usage_in_bytes")
        return memory
    }

    /// Each kind of hierarchy has its own files, and a group that is being made or removed none.
    private static func memoryFiles(_ path: String) -> (place: String, glance: MemoryGlance)? {
        var (place, limit, events) = ("\(root)\(path)", "memory.max", "memory.events")
        var bytes = KernelFile.number("\(place)/memory.current")
        if bytes == nil {
            (place, limit, events) = ("\(root)/memory\(path)", "memory.limit_in_bytes", "memory.oom_control")
            bytes = KernelFile.number("\(place)/memory.usage_in_bytes")
        }
        guard let bytes, let limitBytes = KernelFile.number("\(place)/\(limit)") else { return nil }
        // An old kernel has no such count, and a group that is being removed no such file.
        let kills = KernelFile.counts("\(place)/\(events)", ["oom_kill"])?[0]
        return (place, MemoryGlance(bytes: bytes, limitBytes: limitBytes, kills: kills))
    }
}
