import Model

/// Who may do what: the one place where that is decided, from the peer, the permission that a request takes, and the peer's
/// role in the app that it is about.
package enum AccessPolicy {
    /// - Parameter role: the peer's, in the app that it is about; nil: none, or it is about no app.
    package static func allows(_ peer: Peer, _ permission: Permission, as role: AppRole?) -> Bool {
        switch peer {
        case .root: true
        case .key where permission.isInApp: role?.permissions.contains(permission) ?? false
        // Today everybody who is known may say who else is.
        case .key: permission != .platform
        case .git, .stranger: false
        }
    }

    /// The same, with the reason of a refusal.
    package static func check(
        _ peer: Peer,
        _ permission: Permission,
        as role: AppRole? = nil,
        in app: AppName? = nil
    ) throws(Failure) {
        guard !allows(peer, permission, as: role) else { return }
        if case .stranger = peer {
            throw Failure(
                .forbidden,
                "\(peer.name) may not use this installation",
                hint: "run the command with sudo, or over SSH with a key that was added by `renga keys:add`"
            )
        }
        guard case .key = peer, permission.isInApp, let app else {
            throw Failure(.forbidden, "\(peer.name) may not do this", hint: "it is for the platform's own programs")
        }
        throw Failure(
            .forbidden,
            role == nil ? "\(peer.name) has no access to the app `\(app)`" : "\(peer.name) may not \(permission.rawValue) the app `\(app)`",
            hint: "ask somebody who manages it"
        )
    }

    /// Files and directories of this machine are shown to who is on it: those who come over SSH have others.
    package static func offersMachine(overSSH: Bool) -> Bool { !overSSH }
}
