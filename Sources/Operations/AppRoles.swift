import Model

/// What a peer is in an app.
package struct AppRoles: Sendable {
    package typealias Look = @Sendable (Peer, AppName) throws -> AppRole?

    private let look: Look

    package init(_ look: @escaping Look) { self.look = look }

    /// Root is everything, and every key a full member of every app.
    package static let today = AppRoles { peer, _ in
        switch peer {
        case .root: .owner
        case .key: .admin
        case .git, .stranger: nil
        }
    }

    func role(of peer: Peer, in app: AppName) throws -> AppRole? { try look(peer, app) }
}
