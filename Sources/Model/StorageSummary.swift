/// A folder that stays, as `renga storage` shows it.
package struct StorageSummary: Hashable, Sendable, Codable {
    package struct Copy: Hashable, Sendable, Codable {
        package var name: String
        /// On the machine.
        package var place: String

        package init(name: String, place: String) {
            self.name = name
            self.place = place
        }
    }

    package var name: String
    /// Where dynos have it; nil: none has it, and it is kept.
    package var path: String?
    package var types: [String]?
    /// What it takes on disk; nil: nobody can say.
    package var bytes: Int64?
    /// It has more files than were counted, and takes more.
    package var isMore: Bool
    /// On the machine.
    package var place: String
    /// The oldest first.
    package var snapshots: [Copy]

    package init(name: String, path: String?, types: [String]?, bytes: Int64?, isMore: Bool, place: String, snapshots: [Copy]) {
        self.name = name
        self.path = path
        self.types = types
        self.bytes = bytes
        self.isMore = isMore
        self.place = place
        self.snapshots = snapshots
    }

    package var size: String { bytes.map { (isMore ? "over " : "") + Quantity.rounded(bytes: $0) } ?? "?" }
}
