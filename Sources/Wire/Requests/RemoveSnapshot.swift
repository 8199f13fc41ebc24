import Model

/// `renga storage:snapshot:remove`: one copy of a folder that stays is gone for good.
package struct RemoveSnapshot: AppRequest {
    /// What is left of that folder's.
    package typealias Answer = [StorageSummary.Copy]

    package static let name = "removeSnapshot"
    package static let permission = Permission.operate

    package var app: AppName
    package let folder: String
    /// Its name.
    package let snapshot: String

    package init(app: AppName, folder: String, snapshot: String) {
        self.app = app
        self.folder = folder
        self.snapshot = snapshot
    }

    package var activity: String? { "Remove snapshot \(snapshot) of storage \(folder)" }
}
