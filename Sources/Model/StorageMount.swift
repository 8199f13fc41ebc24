/// A folder that stays as a process of an app's has it.
package struct StorageMount: Hashable, Sendable {
    package let app: AppName
    package let name: String
    /// Where it is seen.
    package let path: String
    /// nil: the folder itself; else a copy of it by this name.
    package let copy: String?
    package let isReadOnly: Bool

    package init(_ app: AppName, _ folder: StorageFolder) {
        self.init(app, folder.name, at: folder.path)
    }

    package init(_ app: AppName, _ name: String, at path: String, copy: String? = nil, isReadOnly: Bool = false) {
        self.app = app
        self.name = name
        self.path = path
        self.copy = copy
        self.isReadOnly = isReadOnly
    }
}
