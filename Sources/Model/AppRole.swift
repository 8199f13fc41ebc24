/// What somebody is in an app.
package enum AppRole: String, CaseIterable, Codable, Hashable, Sendable {
    case owner, admin, member, viewer

    package var permissions: Set<Permission> {
        switch self {
        case .owner, .admin: [.view, .deploy, .operate, .manage]
        case .member: [.view, .deploy, .operate]
        case .viewer: [.view]
        }
    }
}
