import Model

/// Who may do what: the one place where that is decided, from the peer, the permission that a request takes, and the peer's
/// role in the app that it is about.
package enum AccessPolicy {
    /// - Parameter role: the peer's, in the app that it is about; nil: none, or it is about no app.
    package static func allows(_ peer: Peer, _ permission: Permission, as role: AppRole?) -> Bool {
        switch peer {
        case .root: true
        case .key where permission.isInApp: role?.permissions.contains(permission) ?? false
        case .key(_, _, let standing): standing.permissions.contains(permission)
        case .git, .stranger: false
        }
    }

    /// The same, with the reason of a refusal. An app that is not theirs is one that is not there, to the word.
    package static func check(
        _ peer: Peer,
        _ permission: Permission,
        as role: AppRole? = nil,
        in app: AppName? = nil
    ) throws(Failure) {
        guard !allows(peer, permission, as: role) else { return }
        switch (peer, permission) {
        case (.stranger, _):
            throw Failure(
                .forbidden,
                "\(peer.name) may not use this installation",
                hint: "run the command with sudo, or over SSH with a key that was added by `renga keys:add`"
            )
        case (.key(let owner, _, .deployKey), _) where !permission.isInApp || role != nil:
            throw Failure(.forbidden, "the deploy key `\(owner)` may push, and nothing else", hint: "for more come with a person's key")
        case (.key, .administer):
            throw Failure(
                .forbidden,
                "\(peer.name) may not do this: it is for who looks after the machine",
                hint: "ask an administrator, or do it on the machine as root"
            )
        default:
            if case .key = peer, permission.isInApp, let app { throw refusal(peer, permission, role, app) }
            throw Failure(.forbidden, "\(peer.name) may not do this", hint: "it is for the platform's own programs")
        }
    }

    private static func refusal(_ peer: Peer, _ permission: Permission, _ role: AppRole?, _ name: AppName) -> Failure {
        guard role != nil else {
            let letIn =
                if case .key(_, _, .deployKey) = peer { "keys:add --deploy -a \(name) < key.pub" } else {
                    "access:add \(ShellQuoting.quote(peer.name)) -a \(name)"
                }
            return Failure(
                .notFound,
                "there is no app `\(name)` that you may see",
                hint: "`renga apps` lists yours; whoever has it lets you in: renga \(letIn)"
                    + "\nif there is none, make it: renga create \(name)"
            )
        }
        return Failure(
            .forbidden,
            "\(peer.name) may not \(permission.rawValue) the app `\(name)`",
            hint: "renga access -a \(name) says who manages it"
        )
    }

    /// Files and directories of this machine are shown to who is on it: those who come over SSH have others.
    package static func offersMachine(overSSH: Bool) -> Bool { !overSSH }
}
