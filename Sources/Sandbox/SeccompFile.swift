import Synchronization

/// The profile, read when the first cage wants it: most pushes make none, and reading it takes as long as opening the ledger.
final class SeccompFile: Sendable {
    private let path: String
    private let profile = Mutex<SeccompProfile?>(nil)

    init(_ path: String) { self.path = path }

    func read() throws -> SeccompProfile {
        try profile.withLock { profile in
            if let profile { return profile }
            let read = try SeccompProfile(path: path)
            profile = read
            return read
        }
    }
}
