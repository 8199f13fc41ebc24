import Ledger
import Model
import Wire

extension ClearDomains: Operation {
    package func run(_ context: Context) throws -> Answer {
        let removed = try context.ledger.write { db in
            let row = try db.existing(app)
            let domains = try db.domains(row.id)
            for domain in domains { try db.deleteDomain(domain) }
            try DomainList.forgetCertificates(of: domains, row, db)
            return domains
        }
        if !removed.isEmpty {
            try context.serveAccordingly(app, "Remove domains \(removed.map(\.text).joined(separator: ", "))")
        }
        return try DomainList(context.platform).of(app)
    }
}
