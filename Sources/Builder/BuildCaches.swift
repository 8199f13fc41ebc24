import Linux
import Model
import Planning
import Sandbox
import Synchronization

/// What the steps of an app keep from one build to the next. It counts against what a build may write, and must not be
/// what keeps every further build from succeeding.
struct BuildCaches {
    /// Of steps that begin at the same time.
    private static let turn = Mutex(())

    private let directory: String
    private let owner: UInt32

    init(_ root: InstallationRoot, _ app: AppName, owner: UInt32) {
        directory = root.cache(app)
        self.owner = owner
    }

    /// Where a step has those that it names. They begin anew where the power went while the disk may not have had all of them: nobody
    /// can tell a file that was not written from one that is empty.
    func binds(_ names: [String]) throws -> [Cage.Bind] {
        guard !names.isEmpty else { return [] }
        try Files.makeDirectory(directory, mode: 0o711)
        try Self.turn.withLock { _ in
            let mark = try CacheMark(directory)
            if try mark.isOfAnotherBoot() {
                for name in try Files.list(directory) { try Files.removeTree("\(directory)/\(name)") }
            }
            try mark.set()
        }
        return try names.map { name in
            try Files.makeDirectory("\(directory)/\(name)", mode: 0o700, owner: (owner, owner))
            return Cage.Bind("\(directory)/\(name)", at: "\(BuildEnvironment.caches)/\(name)", readOnly: false)
        }
    }

    /// Which limit they pass by themselves.
    func excess(_ names: [String], of limits: DiskLimits) -> DiskLimits.Excess? {
        names.isEmpty ? nil : DiskUsage.measure(names.map { "\(directory)/\($0)" }, limits: limits).excess
    }

    /// Removes what a step that passed its limit has in caches, where they were much of it: else the next one would begin
    /// with them.
    /// - Returns: what is said of that; nil where they stay.
    func beginAnew(_ names: [String], after limits: DiskLimits) throws -> String? {
        let paths = names.map { "\(directory)/\($0)" }
        guard let amount = DiskUsage.measure(paths).amount else { return nil }
        guard amount.bytes > limits.bytes / 4 || (limits.files > 0 && amount.files > limits.files / 4) else { return nil }
        for path in paths { try Files.removeTree(path) }
        return "of that, \(Quantity.short(bytes: amount.bytes)) was in its caches, which begin anew"
    }
}
