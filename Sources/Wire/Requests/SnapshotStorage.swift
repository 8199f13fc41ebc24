import Model

/// `renga storage:snapshot`: a copy of a folder that stays, on the same disk.
package struct SnapshotStorage: AppRequest {
    package struct Answer: Codable, Hashable, Sendable {
        package var copy: StorageSummary.Copy

        package init(copy: StorageSummary.Copy) { self.copy = copy }
    }

    package static let name = "snapshotStorage"
    package static let permission = Permission.operate

    package var app: AppName
    package let folder: String

    package init(app: AppName, folder: String) {
        self.app = app
        self.folder = folder
    }

    package var activity: String? { "Snapshot of storage \(folder)" }
}
