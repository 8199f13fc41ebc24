import Ledger
import Model

/// What the router signs affinity cookies with.
package enum AffinityKey {
    /// As 64 hexadecimal digits: made once, kept for good.
    package static func read(_ platform: Platform) throws -> String {
        // Nearly always there: no lock is taken for a look.
        if let key = try platform.ledger.read({ try $0.setting("affinity key") }) { return key }
        return try platform.ledger.write { try $0.setting("affinity key") { Hexadecimal.random(bytes: 32) } }
    }
}
