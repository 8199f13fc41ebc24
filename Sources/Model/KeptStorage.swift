/// Folders of apps that were destroyed, which are kept on the machine until somebody removes them.
package struct KeptStorage: Hashable, Sendable, Codable {
    /// One for each app that was destroyed.
    package var folders: Int
    package var size: FolderSize

    package init(folders: Int, size: FolderSize) {
        self.folders = folders
        self.size = size
    }

    package var text: String { "\(size.text) in \(folders) folder\(folders == 1 ? "" : "s")" }
}
