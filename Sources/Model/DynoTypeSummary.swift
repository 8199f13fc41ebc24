/// The dynos of one process type, as `renga ps:type` shows them.
package struct DynoTypeSummary: Hashable, Sendable, Codable {
    package var type: String
    package var quantity: Int
    /// As it was chosen: `standard-2x`, `1GB`; nil: the machine's own.
    package var size: String?
    package var memoryBytes: Int64
    /// What the largest of them holds now; nil: none runs.
    package var usedBytes: Int64?
    /// The most that one of them has held since it was started, copies of files included; nil: the kernel does not say.
    package var peakBytes: Int64?
    /// Of those of which this is.
    package var release: Int?

    package init(type: String, quantity: Int, size: String?, memoryBytes: Int64, usedBytes: Int64?) {
        self.type = type
        self.quantity = quantity
        self.size = size
        self.memoryBytes = memoryBytes
        self.usedBytes = usedBytes
    }
}
