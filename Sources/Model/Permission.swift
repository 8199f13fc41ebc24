/// What a request takes: each states its own, and `AccessPolicy` says who has it. Those in an app are Heroku's.
package enum Permission: String, CaseIterable, Codable, Hashable, Sendable {
    /// In an app: to see what it is, how it does and what it logs.
    case view
    /// In an app: to push commits to it, and nothing else.
    case push
    /// In an app: to give it other code or config vars, and to read those.
    case deploy
    /// In an app: to say how much of it runs, and how it is reached.
    case operate
    /// In an app: to take it away, and to say who else may do what.
    case manage
    /// In the installation: to hear who one is.
    case identify
    /// In the installation: what every person may who is known here.
    case use
    /// In the installation: to say who is known here.
    case administer
    /// What our own privileged programs do.
    case platform

    /// A role in the app decides.
    package var isInApp: Bool {
        switch self {
        case .view, .push, .deploy, .operate, .manage: true
        case .identify, .use, .administer, .platform: false
        }
    }
}
