/// What somebody is in an app.
package enum AppRole: Hashable, Sendable {
    /// Who made the app, or was given it.
    case owner
    /// Who looks after the machine may do everything to every app.
    case administrator
    case collaborator(AppPermissions)
    /// A deploy key of the app's.
    case deployKey

    package var permissions: Set<Permission> {
        switch self {
        case .owner, .administrator: AppPermissions.all.set
        case .collaborator(let permissions): permissions.set
        case .deployKey: [.push]
        }
    }
}
