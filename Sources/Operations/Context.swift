import Ledger
import Linux
import Model

/// What a request is done with: the installation, who asks, who waits, and what the runner can do.
package struct Context: Sendable {
    package let platform: Platform
    package let peer: Peer
    package let client: any Client
    package let runner: any RunnerServices
    /// The address that they came from; nil: none is told.
    package let origin: String?
    /// The process at the other end, and whose it is; nil: it came by no socket.
    var process: AskingProcess? = nil

    var ledger: Ledger { platform.ledger }

    /// It is done already: that it could not be written down changes nothing of that, and is told to who looks after the runner.
    func note(_ what: String, of app: AppName?) {
        do {
            try ledger.write { try $0.insertActivity(what, of: app, by: peer.name, from: origin, now: Moment.wallMicroseconds()) }
        } catch {
            runner.note("`\(what)` by \(peer.name) is not in the list of activity: \(error)")
        }
    }

    /// For what is done beside the answer: its words are none of the client's, its end is.
    var quiet: any Client { QuietClient(client) }

    /// For lists: which of the apps the peer may see. Asked once, and not while the ledger is being read.
    func visibleApps() throws -> VisibleApps { VisibleApps(try AppRoles(ledger).visible(to: peer)) }

    /// For what the router is to serve: says in the app's log what was done, and waits until the router serves accordingly.
    func serveAccordingly(_ app: AppName, _ what: String) throws {
        runner.log(app, "\(what) by user \(peer.name)")
        guard !runner.awaitRoutes() else { return }
        try client.line("The router does not answer: it will serve accordingly as soon as it does.")
    }
}
