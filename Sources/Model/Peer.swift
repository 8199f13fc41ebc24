/// Who is at the other end of the control socket.
package enum Peer: Hashable, Sendable {
    /// root on this machine.
    case root
    /// The owner of a key, over SSH.
    case key(owner: String, number: Int64 = 0, standing: Standing = .person)
    /// The git user without a key: a hook that was started by hand.
    case git
    case stranger(uid: UInt32)

    /// The number of the key that they came in with.
    package var key: Int64? {
        guard case .key(_, let number, _) = self else { return nil }
        return number
    }

    /// Who may have apps; nil: nobody who has a name here.
    package var person: String? {
        guard case .key(let owner, _, let standing) = self, standing != .deployKey else { return nil }
        return owner
    }

    /// Everything of everybody is theirs to see.
    package var administers: Bool {
        switch self {
        case .root, .key(_, _, .administrator): true
        case .key, .git, .stranger: false
        }
    }

    package var name: String {
        switch self {
        case .root: "root"
        case .key(let owner, _, _): owner
        case .git: "git"
        case .stranger(let uid): "uid \(uid)"
        }
    }
}
