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
