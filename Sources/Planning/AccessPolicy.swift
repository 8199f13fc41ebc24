import Model

/// Who is at the other end of the control socket.
package enum Peer: Hashable, Sendable {
    /// root on this machine.
    case root
    /// The owner of a key, over SSH.
    case key(owner: String, number: Int64 = 0)
    /// The git user without a key: a hook that was started by hand.
    case git
    case stranger(uid: UInt32)

    /// The number of the key that they came in with.
    package var key: Int64? {
        guard case .key(_, let number) = self else { return nil }
        return number
    }

    package var name: String {
        switch self {
        case .root: "root"
        case .key(let owner, _): owner
        case .git: "git"
        case .stranger(let uid): "uid \(uid)"
        }
    }
}

/// Who may do what: the one place where that is decided.
package enum AccessPolicy {
    package enum Need: Hashable, Sendable {
        /// What a person who may push may do.
        case member
        /// What only our own privileged programs may do.
        case platform
    }

    package static func check(_ peer: Peer, _ need: Need) throws(Failure) {
        switch (peer, need) {
        case (.root, _), (.key, .member): return
        case (.key, .platform), (.git, _):
            throw Failure(.forbidden, "\(peer.name) may not do this", hint: "it is for the platform's own programs")
        case (.stranger, _):
            throw Failure(
                .forbidden,
                "\(peer.name) may not use this installation",
                hint: "run the command with sudo, or over SSH with a key that was added by `renga keys:add`"
            )
        }
    }
}
