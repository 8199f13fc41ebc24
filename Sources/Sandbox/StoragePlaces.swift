import Glibc
import Linux
import Model

/// Where apps' folders that stay are. The folder is the app's to write, and what it has in it is its business; above it, where names
/// decide, all is root's.
package struct StoragePlaces: Sendable {
    private let root: InstallationRoot

    package init(_ root: InstallationRoot) { self.root = root }

    package func place(of mount: StorageMount) -> String {
        mount.copy.map { "\(root.storageCopies(mount.app, mount.name))/\($0)" } ?? root.storage(mount.app, mount.name)
    }

    /// Makes what is not there. A folder that came from elsewhere, as out of a backup, becomes the app's, with all that is in it.
    ///
    /// - Returns: sentences about what was left as it was.
    package func make(_ mounts: [StorageMount], uid: uid_t) throws -> [String] {
        var left: [String] = []
        for mount in mounts {
            let place = place(of: mount)
            guard let status = Files.status(place) else {
                try Files.makeDirectory(root.storage, mode: 0o700)
                try Files.makeDirectory(Files.parent(of: place), mode: 0o700)
                try Files.makeDirectory(place, mode: 0o755, owner: (uid, uid))
                continue
            }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw Failure(
                    .conflict,
                    "\(place) is no directory, and has to be the folder `\(mount.name)`",
                    hint: "move it away, as root"
                )
            }
            guard status.st_uid != uid else { continue }
            let work = try TreeOwner.give(try GuardedDirectory.open(place), to: (uid, uid))
            guard !work.left.isEmpty else { continue }
            left.append(
                "in the folder `\(mount.name)` stays whose it was what is a device or has a second name: \(work.left.joined(separator: ", "))"
            )
        }
        return left
    }
}
