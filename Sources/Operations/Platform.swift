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

    package var layerDirectory: String { configuration.layerDirectory(root) }

    package func gitURL(_ app: AppName) -> String {
        configuration.gitHost.contains("://")
            ? "\(configuration.gitHost)/\(app).git" : "\(configuration.gitHost):\(app).git"
    }

    /// Lower-case names under which the router finds an app.
    package func hosts(_ app: AppName) -> [String] { ["\(app).\(configuration.domain)".lowercased()] }
}
