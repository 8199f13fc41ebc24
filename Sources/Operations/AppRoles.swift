import Ledger
import Model

/// What a peer is in an app, by the ledger's word.
struct AppRoles {
    private let ledger: Ledger

    init(_ ledger: Ledger) { self.ledger = ledger }

    func role(of peer: Peer, in app: AppName) throws -> AppRole? {
        switch peer {
        case .root: .owner
        case .key(_, _, .administrator): .administrator
        case .key(let owner, _, .person): try ledger.read { try $0.role(of: owner, in: app) }
        case .key(_, let number, .deployKey):
            try ledger.read { db in
                guard let key = try db.key(number), let row = try db.app(app), key.app == row.preview?.parent ?? row.id else { return nil }
                return .deployKey
            }
        case .git, .stranger: nil
        }
    }

    /// What a peer may see; nil: everything.
    func visible(to peer: Peer) throws -> Set<AppName>? {
        guard !peer.administers else { return nil }
        guard let person = peer.person else { return [] }
        return try ledger.read { try Set($0.apps(of: person)) }
    }
}
