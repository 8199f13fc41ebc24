import Ledger
import Linux
import Model

/// Takes a preview away, with the branch that was pushed for it alone. The branch first: what dies in between leaves a preview without a
/// branch, which goes.
package struct PreviewRemoval {
    private let platform: Platform
    private let runner: any RunnerServices

    package init(_ platform: Platform, _ runner: any RunnerServices) {
        self.platform = platform
        self.runner = runner
    }

    /// The caller holds the lock of the app that it is a preview of.
    /// - Returns: a branch that stays, since it is kept for others as well.
    @discardableResult
    package func run(_ row: AppRow, _ client: any Client) throws -> String? {
        guard let preview = row.preview else { throw Failure(.internal, "`\(row.name)` is no preview") }
        if preview.ref.isPreview {
            let host = try platform.ledger.read { try $0.host(of: row.name) }
            if Files.exists(platform.root.repository(host)) {
                try GitUser(platform).git(["update-ref", "-d", preview.ref.text], in: platform.root.repository(host))
            }
        }
        try AppRemoval(platform, runner).run(row.name, withStorage: true, client)
        return preview.ref.isPreview ? nil : preview.ref.short
    }
}
