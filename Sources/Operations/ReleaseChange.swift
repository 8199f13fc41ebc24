import Ledger
import Model

/// A release that is no push: what makes its deploy out of the app and the deploy that serves.
package struct ReleaseChange: Sendable {
    package typealias Maker = @Sendable (Transaction, AppRow, DeployRow?) throws -> NewDeploy

    package let app: AppName
    /// Whoever waits for the app's lock is told of it.
    package let purpose: String
    package let runsRelease: Bool
    package let make: Maker

    init(_ app: AppName, _ purpose: String, skipsRelease: Bool?, _ make: @escaping Maker) {
        self.app = app
        self.purpose = purpose
        runsRelease = skipsRelease != true
        self.make = make
    }
}
