/// What the owner of a key is in the installation.
package enum Standing: String, CaseIterable, Codable, Hashable, Sendable {
    /// Looks after the machine: may everything that root may ask for.
    case administrator
    /// Has apps of their own, and those that they were let into.
    case person
    /// A deploy key: it belongs to an app, and pushes to it.
    case deployKey

    package var permissions: Set<Permission> {
        switch self {
        case .administrator: [.identify, .use, .administer]
        case .person: [.identify, .use]
        case .deployKey: [.identify]
        }
    }
}
