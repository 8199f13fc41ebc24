/// What a folder that stays takes on disk.
package struct FolderSize: Hashable, Sendable, Codable {
    package var bytes: Int64
    /// It has more files than were counted, and takes more.
    package var isMore: Bool

    package init(bytes: Int64, isMore: Bool) {
        self.bytes = bytes
        self.isMore = isMore
    }

    /// nil: nobody can say.
    package init?(_ reading: DiskReading) {
        guard let amount = reading.amount else { return nil }
        self.init(bytes: amount.bytes, isMore: reading.excess != nil)
    }

    package var text: String { (isMore ? "over " : "") + Quantity.rounded(bytes: bytes) }
}
