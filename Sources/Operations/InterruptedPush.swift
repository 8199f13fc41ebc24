import Glibc
import Linux
import Model

/// What git leaves in a repository when it is killed: the lock of the ref that it was moving, which would refuse every
/// later push, and the objects that it had not taken over yet.
struct InterruptedPush {
    let root: InstallationRoot

    /// The caller holds the app's lock: no push over SSH is under way but its own, whose quarantine is `kept`. While
    /// somebody pushes to the repository's path, everything stays for the next time.
    func clear(_ app: AppName, keeping kept: String?) throws {
        guard Files.exists(root.repository(app)) else { return }
        // The git user's: what stands under these names can be anything, and anything else a moment later.
        let repository = try GuardedDirectory.open(root.repository(app))
        let left = try leftovers(repository, keeping: kept.map(Files.name))
        guard !left.isEmpty, try !ReceivePack.isAtWork(in: root.repository(app)) else { return }
        // Packing the repository locks refs as well, for a moment.
        let lock = try FileLock.waiting(for: root.packingLock(app))
        defer { withExtendedLifetime(lock) {} }
        for path in left { try repository.removeTree(path) }
    }

    private static let depthMax = 100

    private func leftovers(_ repository: borrowing GuardedDirectory, keeping kept: String?) throws -> [String] {
        var left: [String] = []
        for name in ["HEAD", "packed-refs", "shallow"] where repository.has("\(name).lock") { left.append("\(name).lock") }
        try addLocks(in: "refs", of: repository, depth: 0, to: &left)
        guard repository.has("objects") else { return left }
        let objects = try repository.directory("objects").list().filter { $0.hasPrefix("tmp_objdir-incoming-") && $0 != kept }
        return left + objects.map { "objects/\($0)" }
    }

    /// `main` and `master` are one branch, and both are locked where it moves; any other can be left locked as well.
    private func addLocks(in folder: String, of repository: borrowing GuardedDirectory, depth: Int, to left: inout [String]) throws {
        guard repository.has(folder), depth < Self.depthMax else { return }
        for name in try repository.directory(folder).list() {
            let path = "\(folder)/\(name)"
            guard let kind = repository.status(path)?.st_mode else { continue }
            if kind & S_IFMT == S_IFDIR {
                try addLocks(in: path, of: repository, depth: depth + 1, to: &left)
            } else if name.hasSuffix(".lock") {
                left.append(path)
            }
        }
    }
}
