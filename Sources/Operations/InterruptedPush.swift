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
        let locks = try locks(of: repository)
        let objects = try quarantines(of: repository, keeping: kept.map(Files.name))
        guard !locks.isEmpty || !objects.isEmpty, try !ReceivePack.isAtWork(in: root.repository(app)) else { return }
        // Packing the repository locks refs as well, for a moment.
        let lock = try FileLock.waiting(for: root.packingLock(app))
        defer { withExtendedLifetime(lock) {} }
        for path in locks { try repository.remove(path) }
        for path in objects { try repository.removeTree(path) }
    }

    private static let depthMax = 100
    /// More are left for the next time.
    private static let locksMax = 10_000

    /// `main` and `master` are one branch, and both are locked where it moves; any other can be left locked as well. A ref's
    /// name is any bytes.
    private func locks(of repository: borrowing GuardedDirectory) throws -> [GuardedDirectory.BytePath] {
        let own = ["HEAD", "packed-refs", "shallow"].map { "\($0).lock" }.filter { repository.has($0) }
        return try own.map { GuardedDirectory.BytePath($0) }
            + repository.find(".lock", below: "refs", depthMax: Self.depthMax, countMax: Self.locksMax)
    }

    private func quarantines(of repository: borrowing GuardedDirectory, keeping kept: String?) throws -> [String] {
        guard repository.has("objects") else { return [] }
        let names = try repository.directory("objects").list().filter { $0.hasPrefix("tmp_objdir-incoming-") && $0 != kept }
        return names.map { "objects/\($0)" }
    }
}
