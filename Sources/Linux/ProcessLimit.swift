import CLinux
import Glibc

/// A limit that the kernel holds a process to.
package struct ProcessLimit: Hashable, Sendable {
    package enum Resource: Hashable, Sendable {
        /// Beyond it: SIGXCPU, then SIGKILL.
        case cpuSeconds
        /// Heap, stack and what is mapped to be written; files that are mapped to be read are not counted.
        case memoryBytes
        case openFiles
        case processes
        /// What is written to a file; pipes and sockets are none.
        case fileBytes

        fileprivate var number: Int32 {
            switch self {
            case .cpuSeconds: Int32(RLIMIT_CPU.rawValue)
            case .memoryBytes: Int32(RLIMIT_DATA.rawValue)
            case .openFiles: Int32(RLIMIT_NOFILE.rawValue)
            case .processes: Int32(__RLIMIT_NPROC.rawValue)
            case .fileBytes: Int32(RLIMIT_FSIZE.rawValue)
            }
        }
    }

    package let resource: Resource
    package let value: UInt64
    /// Children may raise it again, up to what their parents had.
    package let isSoft: Bool

    package init(_ resource: Resource, _ value: Int64, isSoft: Bool = false) {
        self.resource = resource
        self.value = UInt64(max(value, 0))
        self.isSoft = isSoft
    }

    var kernel: renga_limit {
        // A second between the two: the first is SIGXCPU, which says what it was, the second SIGKILL.
        let hard = resource == .cpuSeconds ? value + 1 : value
        return renga_limit(resource: resource.number, soft: value, hard: isSoft ? UInt64.max : hard)
    }

    /// Holds this process to it.
    package func set() throws(SystemError) {
        var limit = kernel
        guard renga_set_limit(&limit) == 0 else { throw SystemError("limit", "this process") }
    }

    /// Gives this process back what a soft limit took.
    package static func lift(_ resources: Resource...) throws(SystemError) {
        for resource in resources {
            var limit = renga_limit(resource: resource.number, soft: .max, hard: .max)
            guard renga_set_limit(&limit) == 0 else { throw SystemError("lift the limits of", "this process") }
        }
    }
}
