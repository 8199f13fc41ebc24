import Linux
import Model
import Planning

/// The builds of an installation in the order in which they came: a locked file for each, so that the kernel takes a builder that was
/// killed out of it. Numbers begin anew where it is empty.
package struct BuildQueue {
    /// A place in it, until somebody lets go of it.
    package final class Place {
        fileprivate let number: Int
        fileprivate let limit: Int
        private let path: String
        private var lock: FileLock?

        fileprivate init(_ number: Int, _ limit: Int, _ path: String, _ lock: consuming FileLock) {
            self.number = number
            self.limit = limit
            self.path = path
            self.lock = consume lock
        }

        deinit { leave() }

        package func leave() {
            guard let held = lock.take() else { return }
            // One that stays is found without its lock, and removed, by whoever looks next.
            try? Files.remove(path)
            _ = consume held
        }
    }

    private let folder: String
    private let lockPath: String

    package init(_ root: InstallationRoot) {
        folder = root.buildQueue
        lockPath = root.buildQueue + ".lock"
    }

    /// The place behind all others.
    ///
    /// - Parameter limit: how many builds may run at once, as this one has read it. It stands with its place, so that whoever is told
    ///   of the build hears of what it waits for, whatever config.yml says by now.
    package func enter(_ app: AppName, limit: Int) throws -> Place {
        try Files.makeDirectory(folder, mode: 0o700)
        // Nobody stays longer behind this lock than it takes to look through the folder.
        let lock = try FileLock.waiting(for: lockPath)
        defer { withExtendedLifetime(lock) {} }
        let number = (try numbers().max() ?? 0) + 1
        guard let own = try FileLock.trying(for: path(number)) else {
            throw Failure(.internal, "somebody else has the place \(number) in the queue of builds")
        }
        try own.leaveNote("\(app.text) \(limit)")
        return Place(number, limit, path(number), own)
    }

    /// How many builds have to end before the one of this place may begin.
    package func before(_ place: Place) throws -> Int {
        let lock = try FileLock.waiting(for: lockPath)
        defer { withExtendedLifetime(lock) {} }
        let older = try numbers().filter { $0 < place.number }.filter(isTaken).count
        return BuildTurn.before(older: older, limit: place.limit)
    }

    /// How many have to end before an app's newest build may begin; nil: it has no place, or one of a builder that does not say.
    package func before(newestOf app: AppName) throws -> Int? {
        guard Files.exists(folder) else { return nil }
        let lock = try FileLock.waiting(for: lockPath)
        defer { withExtendedLifetime(lock) {} }
        let taken = try numbers().filter(isTaken)
        let notes = taken.map { (number: $0, words: (FileLock.note(of: path($0)) ?? "").split(separator: " ")) }
        guard let own = notes.filter({ $0.words.first.map(String.init) == app.text }).max(by: { $0.number < $1.number }),
            own.words.count > 1, let limit = Int(own.words[1])
        else { return nil }
        return BuildTurn.before(older: taken.count { $0 < own.number }, limit: limit)
    }

    /// How many are there.
    package var count: Int {
        get throws {
            guard Files.exists(folder) else { return 0 }
            let lock = try FileLock.waiting(for: lockPath)
            defer { withExtendedLifetime(lock) {} }
            return try numbers().filter(isTaken).count
        }
    }

    private func numbers() throws -> [Int] { try Files.list(folder).compactMap { Int($0) } }

    private func isTaken(_ number: Int) throws -> Bool {
        guard let lock = try FileLock.trying(for: path(number)) else { return true }
        // Whoever it was has gone, and has not said so.
        try Files.remove(path(number))
        withExtendedLifetime(lock) {}
        return false
    }

    private func path(_ number: Int) -> String { "\(folder)/\(number)" }
}
