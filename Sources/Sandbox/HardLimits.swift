import Glibc

/// The hard limits of this process: a cage cannot have higher ones where we lack the capability to raise them.
package struct HardLimits: Hashable, Sendable {
    package var openFiles: UInt64
    package var fileSizeBytes: UInt64

    package init(openFiles: UInt64 = .max, fileSizeBytes: UInt64 = .max) {
        self.openFiles = openFiles
        self.fileSizeBytes = fileSizeBytes
    }

    package static func current() -> HardLimits {
        HardLimits(
            openFiles: hard(__rlimit_resource_t(RLIMIT_NOFILE.rawValue)),
            fileSizeBytes: hard(__rlimit_resource_t(RLIMIT_FSIZE.rawValue))
        )
    }

    private static func hard(_ resource: __rlimit_resource_t) -> UInt64 {
        var limit = rlimit()
        return getrlimit(resource, &limit) == 0 ? UInt64(limit.rlim_max) : .max
    }

    func limits(for cage: Cage.Limits) -> [OCIConfiguration.ResourceLimit] {
        var all = [OCIConfiguration.ResourceLimit(type: "RLIMIT_CORE", hard: 0, soft: 0)]
        func add(_ type: String, _ wanted: Int64, _ ceiling: UInt64) {
            guard wanted > 0 else { return }
            let value = min(UInt64(wanted), ceiling)
            all.append(.init(type: type, hard: value, soft: value))
        }
        add("RLIMIT_NOFILE", Int64(cage.openFiles), openFiles)
        add("RLIMIT_FSIZE", cage.fileSizeBytes, fileSizeBytes)
        return all
    }
}
