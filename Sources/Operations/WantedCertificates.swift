import Ledger
import Model
import Planning

/// The certificates that there are, read whole, without their private keys.
package enum WantedCertificates {
    package static func read(_ db: Transaction) throws -> [CertificateChoice.Candidate] {
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
}
