import Model

/// Who may talk to the runner at once. The platform's own programs and whoever is root have places that no member can take,
/// and no key has all of the members'.
package struct ControlPlaces: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case root, member, stranger

        /// Conversations at once.
        package var limit: Int {
            switch self {
            case .root: 256
            case .member: 256
            case .stranger: 32
            }
        }
    }

    /// Of one key, and of those the ones that follow a log or wait for the end of a process.
    package static let ofKeyMax = 64
    package static let followingMax = 32

    private var open: [Kind: Int] = [:]
    private var keys: [Int64: Int] = [:]
    private var following: [Int64: Int] = [:]

    package init() {}

    /// Takes a place as soon as somebody has connected.
    package mutating func enter(_ kind: Kind) throws(Failure) {
        guard open[kind, default: 0] < kind.limit else {
            throw Failure(
                .busy,
                "the runner talks to \(kind.limit) others at this moment, and that is all it can",
                hint: "try again in a moment; each `logs --tail` that is open takes a place"
            )
        }
        open[kind, default: 0] += 1
    }

    package mutating func leave(_ kind: Kind) { open[kind, default: 1] -= 1 }

    /// Takes one of the places that a key has, as soon as it has said who it is.
    package mutating func enter(key: Int64, follows: Bool) throws(Failure) {
        guard keys[key, default: 0] < Self.ofKeyMax else {
            throw Failure(
                .busy,
                "this key has \(Self.ofKeyMax) conversations with the runner at this moment, and no key may have more",
                hint: "wait for some of them to end"
            )
        }
        guard !follows || following[key, default: 0] < Self.followingMax else {
            throw Failure(
                .limit,
                "this key has \(Self.followingMax) of `logs --tail`, `run` and their like open, and no key may have more",
                hint: "end one of them with Ctrl-C"
            )
        }
        keys[key, default: 0] += 1
        if follows { following[key, default: 0] += 1 }
    }

    package mutating func leave(key: Int64, follows: Bool) {
        Self.release(&keys, key)
        if follows { Self.release(&following, key) }
    }

    private static func release(_ counts: inout [Int64: Int], _ key: Int64) {
        let left = counts[key, default: 1] - 1
        counts[key] = left > 0 ? left : nil
    }
}
