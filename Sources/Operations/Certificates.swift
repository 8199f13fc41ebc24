import Ledger
import Linux
import Model
import Planning

/// `renga certs`: the certificates of an app.
package struct Certificates {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    package func list(_ name: AppName) throws -> [CertificateSummary] {
        try platform.ledger.read { db in
            let app = try db.existing(name)
            let served = try served(by: app, db)
            return try db.certificates(app.id).map { summary($0, served) }
        }
    }

    package func one(_ text: String, of name: AppName) throws -> CertificateSummary {
        try platform.ledger.read { db in
            let app = try db.existing(name)
            return summary(try find(text, of: app, db), try served(by: app, db))
        }
    }

    /// The names of an app that no certificate serves.
    package func unserved(_ name: AppName) throws -> [String] {
        try platform.ledger.read { db in
            let app = try db.existing(name)
            let hosts = platform.hosts(name) + (try db.domains(app.id).map(\.text))
            let served = Set(try served(by: app, db).values.joined())
            return hosts.filter { !served.contains($0) }
        }
    }

    /// Adds a certificate, in place of those of the same kind for the same names.
    /// - Parameters:
    ///   - details: what was read out of `pem`.
    ///   - pem: chain and private key, as the router is to read them.
    package func add(
        _ details: CertificateDetails,
        pem: String,
        to name: AppName,
        _ kind: CertificateRow.Kind = .added
    ) throws -> CertificateSummary {
        let id = SHA256.hex(of: pem)
        return try platform.ledger.write { db in
            let app = try db.existing(name)
            for old in try db.certificates(app.id) {
                guard old.kind == kind, Set(old.details.hosts) == Set(details.hosts) else { continue }
                try db.deleteCertificate(old.id, of: app.id)
            }
            try db.insertCertificate(id, of: app.id, kind, details, pem: pem, now: Moment.wallMicroseconds())
            for host in details.hosts { try db.forgetAttempts(app.id, host: host.text) }
            let row = try db.certificates(app.id).first { $0.id == id }
            guard let row else { throw Failure(.internal, "the ledger has not kept the certificate") }
            return summary(row, try served(by: app, db))
        }
    }

    package func remove(_ text: String, of name: AppName) throws -> CertificateSummary {
        try platform.ledger.write { db in
            let app = try db.existing(name)
            let row = try find(text, of: app, db)
            let served = try served(by: app, db)
            try db.deleteCertificate(row.id, of: app.id)
            return summary(row, served)
        }
    }

    /// By the beginning of its fingerprint, or by a name that it is good for.
    private func find(_ text: String, of app: AppRow, _ db: Transaction) throws -> CertificateRow {
        let all = try db.certificates(app.id)
        let wanted = text.lowercased().filter { $0 != ":" }
        let found = all.filter { row in
            (wanted.utf8.count >= 6 && row.details.fingerprint.hasPrefix(wanted))
                || row.details.hosts.contains { $0.text == text.lowercased() }
        }
        if found.count == 1 { return found[0] }
        throw Failure(
            found.isEmpty ? .notFound : .conflict,
            found.isEmpty
                ? "\(app.name) has no certificate `\(text)`"
                : "\(found.count) certificates of \(app.name) are for `\(text)`: \(found.map(\.details.name).joined(separator: ", "))",
            hint: "name it as the first column of `renga certs -a \(app.name)` does"
        )
    }

    /// Names by certificate.
    private func served(by app: AppRow, _ db: Transaction) throws -> [String: [String]] {
        let hosts = platform.hosts(app.name) + (try db.domains(app.id).map(\.text))
        let table = CertificateChoice.make(
            apps: [RouteTable.App(name: app.name.text, hosts: hosts, phase: .up)],
            candidates: try WantedCertificates.read(db),
            domain: platform.configuration.domain,
            now: Moment.wallMicroseconds() / 1_000_000
        )
        return Dictionary(table.map { ($0.id, $0.hosts.filter(hosts.contains)) }, uniquingKeysWith: { first, _ in first })
    }

    private func summary(_ row: CertificateRow, _ served: [String: [String]]) -> CertificateSummary {
        CertificateSummary(
            row.details,
            serves: served[row.id] ?? [],
            automatic: row.kind == .automatic,
            text: { Moment.text($0) }
        )
    }
}
