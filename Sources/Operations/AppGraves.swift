import Ledger
import Linux
import Model

/// Removes what apps have left that were destroyed: their folders, which are away under other names, and their locks.
/// Whoever removed them may have been killed, or somebody wrote into them meanwhile: it is tried again at every start, and later.
package struct AppGraves {
    private let platform: Platform
    private var root: InstallationRoot { platform.root }

    package init(_ platform: Platform) { self.platform = platform }

    /// Tries each although another fails.
    ///
    /// - Returns: what could not be removed, in words.
    package func remove() throws -> [String] {
        var paths: [String] = []
        for parent in AppBelongings.parents(root) {
            paths += try Files.list(parent).filter { $0.hasPrefix(AppBelongings.prefix) }.map { "\(parent)/\($0)" }
        }
        guard !paths.isEmpty else { return [] }
        // Read after them: what a transaction has moved away that is not committed yet belongs to an app that is there.
        let apps = try platform.ledger.read { try $0.apps() }.map { AppBelongings(root, of: $0) }
        return paths.compactMap { path in
            guard !apps.contains(where: { $0.isGrave(Files.name(of: path)) }) else { return nil }
            do throws(SystemError) {
                try Files.removeTree(path)
                return nil
            } catch {
                return "what was left of an app that is destroyed stays for now: \(error)"
            }
        }
    }

    /// Of apps that there are no more, or that were never made.
    package func removeLocks() throws {
        let names = try Files.list(root.locks)
        func stray(_ apps: Set<String>) -> [String] { names.filter { !apps.contains(String($0.prefix { $0 != "." })) } }
        guard try !stray(platform.ledger.read { try Self.names($0) }).isEmpty else { return }
        // No app is made meanwhile, whose lock comes with its rows.
        try platform.ledger.write { db in
            for name in stray(try Self.names(db)) { try Files.remove("\(root.locks)/\(name)") }
        }
    }

    private static func names(_ db: Transaction) throws -> Set<String> { try Set(db.apps().map(\.name.text)) }
}
