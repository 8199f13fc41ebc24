import Ledger
import Linux
import Model
import Wire

extension ListAccess: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { db in
            let row = try db.existing(db.host(of: app))
            let owner = row.owner.map { AccessSummary(name: $0, kind: .owner, permissions: "\(AppPermissions.all)") }
            return try [owner].compactMap(\.self) + db.access(row.id).map(\.summary)
                + db.keys().filter { $0.app == row.id }.map(Self.deployKey)
        }
    }

    private static func deployKey(_ key: KeyRow) -> AccessSummary {
        AccessSummary(
            name: key.owner,
            kind: .deployKey,
            permissions: "push",
            until: key.expiresAt.map { Moment.text($0) },
            fingerprint: key.fingerprint
        )
    }
}
