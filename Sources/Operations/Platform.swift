import Ledger
import Linux
import Model

/// What every operation works on: one installation's folder, configuration and ledger.
package struct Platform: Sendable {
    package let root: InstallationRoot
    package let configuration: Configuration
    package let ledger: Ledger

    package init(root: InstallationRoot, configuration: Configuration, ledger: Ledger) {
        self.root = root
        self.configuration = configuration
        self.ledger = ledger
    }

    /// Where layers are, ours alone or shared.
    package var layerDirectory: String { Self.layerDirectory(root, configuration) }

    package static func layerDirectory(_ root: InstallationRoot, _ configuration: Configuration) -> String {
        configuration.layers.isEmpty ? root.layers : configuration.layers
    }

    package func gitURL(_ app: AppName) -> String {
        configuration.gitHost.contains("://")
            ? "\(configuration.gitHost)/\(app).git" : "\(configuration.gitHost):\(app).git"
    }

    /// Lower-case names under which the router finds an app.
    package func hosts(_ app: AppName) -> [String] { ["\(app).\(configuration.domain)".lowercased()] }

    package func release(_ version: Int?) -> String { version.map { "v\($0)" } ?? "no release" }
}
