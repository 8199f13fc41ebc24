import Ledger
import Linux
import Model
import Sandbox

/// All that an app has outside of the ledger, in one list: what is on it goes with its app, whatever dies in between.
package struct AppBelongings {
    private let root: InstallationRoot
    private let app: AppRow

    package init(_ root: InstallationRoot, of app: AppRow) {
        self.root = root
        self.app = app
    }

    static func folders(_ root: InstallationRoot, _ app: AppName) -> [String] {
        [root.repository(app), root.buildLogs(app), root.cache(app), root.logs(app)]
    }

    /// What all of it takes; nil: nobody can say.
    static func diskBytes(_ root: InstallationRoot, _ app: AppName) -> Int64? {
        DiskUsage.measure(folders(root, app) + [root.storage(app)]).amount?.bytes
    }

    /// What its repository takes; nil: nobody can say.
    static func repositoryBytes(_ root: InstallationRoot, _ app: AppName) -> Int64? {
        DiskUsage.measure([root.repository(app)]).amount?.bytes
    }

    /// Where folders of apps are.
    static func parents(_ root: InstallationRoot) -> [String] {
        [root.repositories, root.buildLogs, root.caches, root.logs, root.storage]
    }

    /// In the transaction that removes the app's rows: what is away is nobody's once that is committed, and `comeBack` brings
    /// it back where it is not.
    /// - Parameter withStorage: its folders that stay go as well; else they are put aside, where no other app has them.
    /// - Returns: where they are then.
    @discardableResult
    func moveAway(withStorage: Bool = false) throws -> String? {
        var failures: [any Error] = []
        let now = Moment.wallMicroseconds()
        for path in Self.folders(root, app.name) where Files.exists(path) {
            do {
                try Files.rename(path, to: "\(Files.parent(of: path))/\(grave)\(now)")
            } catch {
                failures.append(error)
            }
        }
        var kept: String?
        let storage = root.storage(app.name)
        if Files.exists(storage) {
            let aside = "\(root.storage)/\(withStorage ? grave : self.kept)\(now)"
            do {
                try Files.rename(storage, to: aside)
                if !withStorage { kept = aside }
            } catch {
                failures.append(error)
            }
        }
        guard let first = failures.first else { return kept }
        // The reason why it cannot go is the one to tell; what stays away comes back at the runner's start.
        _ = try? comeBack()
        throw first
    }

    /// Of an app whose rows are there: its destroying did not come to its end. Called while nobody destroys it.
    ///
    /// - Returns: what has come back.
    @discardableResult
    package func comeBack() throws(SystemError) -> [String] {
        var back: [String] = []
        for path in Self.folders(root, app.name) + [root.storage(app.name)] where !Files.exists(path) {
            let parent = Files.parent(of: path)
            let away = try Files.list(parent).filter { isGrave($0) || $0.hasPrefix(kept) }
            guard let newest = away.max(by: { Self.time($0) < Self.time($1) }) else { continue }
            try Files.rename("\(parent)/\(newest)", to: path)
            back.append(path)
        }
        return back
    }

    /// Whether a folder that is away is this app's, and not one's that had its name before.
    func isGrave(_ name: String) -> Bool { name.hasPrefix(grave) }

    private var grave: String { "\(Self.prefix)\(app.name.text)-\(app.createdAt)-" }
    private var kept: String { "\(Self.keptPrefix)\(app.name.text)-\(app.createdAt)-" }
    /// Each ends with the time at which it was put there.
    private static func time(_ name: String) -> Int64 { Int64(name.split(separator: "-").last ?? "") ?? 0 }

    /// What is kept of folders that stay, whose apps are gone.
    package static func keptNames(_ root: InstallationRoot) throws -> [String] {
        try Files.list(root.storage).filter { $0.hasPrefix(keptPrefix) }
    }

    static let prefix = ".gone-"
    private static let keptPrefix = ".kept-"

    /// What stands under the names of an app that is about to be made: an older version's destroy died half way, or somebody has
    /// put it there. A repository may be a restored one, and is left to who makes the app.
    static func clearWay(_ root: InstallationRoot, for app: AppName) throws(SystemError) {
        for path in folders(root, app) where path != root.repository(app) && Files.exists(path) {
            try Files.rename(path, to: "\(Files.parent(of: path))/\(prefix)\(app.text)-\(Moment.wallMicroseconds())")
        }
        // Somebody's data, and not this app's.
        guard Files.exists(root.storage(app)) else { return }
        try Files.rename(root.storage(app), to: "\(root.storage)/\(keptPrefix)\(app.text)-\(Moment.wallMicroseconds())")
    }
}
