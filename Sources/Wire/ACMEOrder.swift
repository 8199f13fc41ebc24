import Model

/// What the runner asks `renga-acme` for, as JSON on its standard input. The certificate, its chain and its private key come
/// back on standard output, as PEM; why there is none, on standard error.
package struct ACMEOrder: Codable, Hashable, Sendable {
    package var root: InstallationRoot
    package var host: DomainName
    package var settings: ACMESettings

    package init(root: InstallationRoot, host: DomainName, settings: ACMESettings) {
        self.root = root
        self.host = host
        self.settings = settings
    }
}
