import Ledger
import Model
import Wire

extension RemoveDomain: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.write { db in
            let row = try db.existing(app)
            guard try db.domain(domain)?.app == row.id else {
                throw Failure(
                    .notFound,
                    "`\(domain)` is no domain of \(app) that was added",
                    hint: "`renga domains -a \(app)` lists them"
                )
            }
            try db.deleteDomain(domain)
            try DomainList.forgetCertificates(of: [domain], row, db)
        }
        try context.serveAccordingly(app, "Remove domain \(domain)")
        return try DomainList(context.platform).of(app)
    }
}
