import Ledger
import Model
import Planning

/// What a request is done with: the installation, who asks, who waits, and what the runner can do.
package struct Context: Sendable {
    package let platform: Platform
    package let peer: Peer
    package let client: any Client
    package let runner: any RunnerServices
    let roles: AppRoles

    var ledger: Ledger { platform.ledger }

    /// For what is done beside the answer: its words are none of the client's, its end is.
    var quiet: any Client { QuietClient(client) }

    /// For lists: what of them the peer may see.
    func allows(_ permission: Permission, in app: AppName) throws -> Bool {
        AccessPolicy.allows(peer, permission, as: try roles.role(of: peer, in: app))
    }

    /// For what the router is to serve: says in the app's log what was done, and waits until the router serves accordingly.
    func serveAccordingly(_ app: AppName, _ what: String) throws {
        runner.log(app, "\(what) by user \(peer.name)")
        guard !runner.awaitRoutes() else { return }
        try client.line("The router does not answer: it will serve accordingly as soon as it does.")
    }
}
