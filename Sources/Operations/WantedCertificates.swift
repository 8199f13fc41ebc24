import GRDB
import Ledger
import Model
import Planning

/// The certificates that there are, read whole, without their private keys.
package enum WantedCertificates {
    package static func read(_ db: Database) throws -> [CertificateChoice.Candidate] {
        let names = try Dictionary(db.apps().map { ($0.id, $0.name.text) }, uniquingKeysWith: { first, _ in first })
        return try db.certificates().compactMap { row in
            names[row.app].map { name in
                CertificateChoice.Candidate(
                    id: row.id,
                    app: name,
                    details: row.details,
                    isAutomatic: row.kind == .automatic,
                    createdAt: row.createdAt
                )
            }
        }
    }

    /// What affinity cookies are signed with, as 64 hexadecimal digits: made once, kept for good.
    package static func affinityKey(_ platform: Platform) throws -> String {
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
