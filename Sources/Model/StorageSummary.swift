/// A folder that stays, as `renga storage` shows it.
package struct StorageSummary: Hashable, Sendable, Codable {
    package struct Copy: Hashable, Sendable, Codable {
        package var name: String
        /// On the machine; nil: whoever asks does not look after it.
        package var place: String?

        package init(name: String, place: String?) {
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
    /// On the machine; nil: whoever asks does not look after it.
    package var place: String?
    /// The oldest first.
    package var snapshots: [Copy]

    package init(name: String, path: String?, types: [String]?, size: FolderSize?, place: String?, snapshots: [Copy]) {
        self.name = name
        self.path = path
        self.types = types
        bytes = size?.bytes
        isMore = size?.isMore ?? false
        self.place = place
        self.snapshots = snapshots
    }

    package var size: String { bytes.map { FolderSize(bytes: $0, isMore: isMore).text } ?? "?" }
}
