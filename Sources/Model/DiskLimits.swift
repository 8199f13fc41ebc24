/// What something may take on a disk; 0: no limit.
package struct DiskLimits: Hashable, Sendable, Codable {
    package enum Excess: String, Hashable, Sendable, Codable {
        case bytes, files, apparentBytes
        /// Directories in directories, deeper than can be looked into.
        case depth
    }

    package static let none = DiskLimits()

    package var bytes: Int64
    package var files: Int64
    package var apparentBytes: Int64

    package init(bytes: Int64 = 0, files: Int64 = 0, apparentBytes: Int64 = 0) {
        self.bytes = bytes
        self.files = files
        self.apparentBytes = apparentBytes
    }

    package var isNone: Bool { self == .none }

    package func excess(of amount: DiskAmount) -> Excess? {
        if bytes > 0, amount.bytes > bytes { return .bytes }
        if files > 0, amount.files > files { return .files }
        return apparentBytes > 0 && amount.apparentBytes > apparentBytes ? .apparentBytes : nil
    }
}
