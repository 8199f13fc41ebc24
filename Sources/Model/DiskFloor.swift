/// What has to stay free of a disk, so that the ledger, logs and git can be written whatever apps do; 0: nothing.
package struct DiskFloor: Hashable, Sendable, Codable {
    package static let none = DiskFloor(bytes: 0, files: 0)

    package var bytes: Int64
    package var files: Int64

    /// As config.yml names them.
    private enum CodingKeys: String, CodingKey {
        case bytes = "floorBytes"
        case files = "floorFiles"
    }

    package init(bytes: Int64 = 1 << 30, files: Int64 = 10_000) {
        self.bytes = bytes
        self.files = files
    }

    package func isMet(by space: DiskSpace) -> Bool {
        space.freeBytes >= bytes && (space.freeFiles ?? .max) >= files
    }
}
