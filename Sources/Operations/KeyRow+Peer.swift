import Ledger
import Model

extension KeyRow {
    /// Whether it is theirs: their own, or a deploy key of an app in which they may do that.
    func isOf(_ peer: Peer, to permission: Permission, _ db: Transaction) throws -> Bool {
        if peer.administers { return true }
        guard let person = peer.person else { return false }
        guard let app else { return owner == person }
        return try db.app(id: app).flatMap { try db.role(of: person, in: $0.name) }?.permissions.contains(permission) ?? false
    }
}
