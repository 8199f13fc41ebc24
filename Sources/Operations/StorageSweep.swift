import Ledger
import Linux
import Model

/// Removes from disk what the ledger has let go of.
package struct StorageSweep {
    private let platform: Platform
    private let removeLayer: (String) throws -> Void

    package init(_ platform: Platform, removeLayer: @escaping (String) throws -> Void) {
        self.platform = platform
        self.removeLayer = removeLayer
    }

    /// The caller holds the app's build lock: no build makes or uses what is being removed.
    package func run(_ app: AppName) throws {
        for row in try platform.ledger.read({ try $0.doomed(app) }) {
            switch row.kind {
            case .slug:
                try Files.remove(platform.root.slugManifest(row.key))
                try Files.remove(platform.root.slugArchive(row.key))
            case .layer:
                try Files.remove(platform.root.slugPart(row.key))
                try removeLayer(row.key)
            }
            try platform.ledger.write { try $0.forgetDoomed(app, row) }
        }
    }
}
