import Ledger
import Model

/// What the router signs affinity cookies with.
package enum AffinityKey {
    /// As 64 hexadecimal digits: made once, kept for good.
    package static func read(_ platform: Platform) throws -> String {
        // Nearly always there: no lock is taken for a look.
        if let key = try platform.ledger.read({ try $0.setting("affinity key") }) { return key }
        return try platform.ledger.write { db in
            try db.setting("affinity key") {
                var random = SystemRandomNumberGenerator()
                let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
                return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            }
        }
    }
}
