import Glibc

/// How busy this machine is.
package struct MachineLoad: Hashable, Sendable {
    package let memoryBytes: Int64
    /// What programs could still have.
    package let availableBytes: Int64
    /// Threads that run or would, on average of the last minute.
    package let load: Double

    /// nil: the kernel does not say.
    package static var now: MachineLoad? {
        // For people to look at: without an answer the line is left out.
        guard let memory = try? Files.text("/proc/meminfo", limit: 65_536), let loads = try? Files.text("/proc/loadavg", limit: 256),
            let total = bytes("MemTotal:", memory), let available = bytes("MemAvailable:", memory),
            let load = loads.split(separator: " ").first.flatMap({ Double($0) })
        else { return nil }
        return MachineLoad(memoryBytes: total, availableBytes: available, load: load)
    }

    private static func bytes(_ name: String, _ text: String) -> Int64? {
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int64($0) }.map { $0 << 10 }
    }
}
