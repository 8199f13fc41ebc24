import Glibc
import Linux
import Model

/// Whether layers still are what they were when they were made. Nobody's push and no dyno waits for it.
extension LayerStore {
    package enum Condition: Hashable, Sendable {
        case sound
        /// It is not what was made: nothing is built over it any more, and whoever needs it makes it anew.
        case changed
        /// Gone, or somebody is at work on it, or it was asked for no longer.
        case unknown
    }

    private static let digestName = "digest"
    private static let suspectName = "suspect"

    private func digestPath(_ key: String) -> String { "\(directory)/\(key)/\(Self.digestName)" }
    private func suspectPath(_ key: String) -> String { "\(directory)/\(key)/\(Self.suspectName)" }

    /// It was found to be changed. Dynos that have it keep it until they go: it is the best there is.
    package func isSuspect(_ key: String) -> Bool { Files.exists(suspectPath(key)) }

    /// Microseconds since 1970: when its content was last what it was made with; nil: it has no digest yet.
    package func verifiedAt(_ key: String) -> Int64? { Files.status(digestPath(key)).map { Int64($0.st_mtim.tv_sec) * 1_000_000 } }

    /// Puts down what a layer that is being made in `folder` is.
    func seal(_ folder: String, isDurable: Bool) throws {
        guard let digest = try LayerDigest.of(folder + "/root") else { return }
        try Files.replace("\(folder)/\(Self.digestName)", with: digest + "\n", mode: 0o600, isDurable: isDurable)
    }

    /// Looks at all of a layer; the first time it puts down what it is.
    package func verify(_ key: String, isCancelled: () -> Bool = { false }) throws -> Condition {
        guard exists(key) else { return isSuspect(key) ? .changed : .unknown }
        // No build waits for this: whether it was the same layer all the while is looked at afterwards.
        let before = try record(key)
        guard let digest = try LayerDigest.of(path(key), isCancelled: isCancelled) else { return .unknown }
        let lock = try acquire(key) {}
        defer { withExtendedLifetime(lock) {} }
        guard exists(key), try record(key) == before else { return .unknown }
        guard Files.exists(digestPath(key)) else {
            try Files.replace(digestPath(key), with: digest + "\n", mode: 0o600)
            return .sound
        }
        guard try Files.text(digestPath(key), limit: 128) == digest + "\n" else {
            try Files.replace(suspectPath(key), with: "", mode: 0o600)
            return .changed
        }
        guard utimensat(AT_FDCWD, digestPath(key), nil, 0) == 0 else { throw SystemError("set the time of", digestPath(key)) }
        return .sound
    }

    private var asides: String { directory + "/.aside" }

    /// Takes a layer out of the way of the one that is to have its key. Dynos may have it mounted until the machine stops: so long it
    /// stays.
    func setAside(_ key: String) throws {
        guard isSuspect(key) else { return try Files.removeTree("\(directory)/\(key)") }
        try Files.makeDirectory(asides, mode: 0o700)
        try Files.rename("\(directory)/\(key)", to: "\(asides)/\(try ProcessIdentity.bootID())-\(Moment.wallMicroseconds())-\(key)")
    }

    /// Removes what was set aside before the machine started.
    package func sweepAsides() throws {
        guard Files.exists(asides) else { return }
        let boot = try ProcessIdentity.bootID()
        for name in try Files.list(asides) where !name.hasPrefix(boot) { try Files.removeTree("\(asides)/\(name)") }
    }
}
