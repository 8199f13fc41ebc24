import Ledger
import Model
import Wire

extension IdentifyCaller: Operation {
    package func run(_ context: Context) throws -> Answer {
        guard case .key(let owner, let number, let standing) = context.peer else { return Answer(name: context.peer.name) }
        return try context.ledger.read { db in
            let key = try db.key(number)
            let apps: [AppName]? =
                switch standing {
                case .administrator: nil
                case .person: try db.apps(of: owner)
                case .deployKey: try key?.app.flatMap { try db.app(id: $0)?.name }.map { [$0] } ?? []
                }
            return Answer(name: owner, fingerprint: key?.fingerprint, standing: standing, apps: apps)
        }
    }
}
