import Ledger
import Model

/// The names that an app is served under.
struct DomainList {
    private let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    func of(_ name: AppName) throws -> [DomainSummary] {
        let domains = try platform.ledger.read { try $0.domains($0.existing(name).id) }
        let target = platform.hosts(name).first ?? ""
        // Where the installation is known on its own machine alone, there is no record that could be set.
        let isPublic = platform.configuration.domain != "localhost"
        return [DomainSummary(host: target, custom: false)]
            + domains.map { domain in
                DomainSummary(
                    host: domain.text,
                    custom: true,
                    recordType: isPublic ? (domain.depth > 2 ? "CNAME" : "ALIAS or ANAME") : nil,
                    target: isPublic ? target : nil
                )
            }
    }

    /// What was got by itself goes by itself; what a person added stays.
    static func forgetCertificates(of domains: [DomainName], _ app: AppRow, _ db: Transaction) throws {
        for domain in domains {
            try db.forgetAttempts(app.id, host: domain.text)
            for certificate in try db.certificates(app.id) where certificate.kind == .automatic {
                if certificate.details.hosts == [domain] { try db.deleteCertificate(certificate.id, of: app.id) }
            }
        }
    }
}
