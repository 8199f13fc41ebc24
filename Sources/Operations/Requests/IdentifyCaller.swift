import Ledger
import Model
import Wire

extension IdentifyCaller: Operation {
    package func run(_ context: Context) throws -> Answer {
        let key = try context.peer.key.flatMap { key in try context.ledger.read { try $0.key(key) } }
        return Answer(name: context.peer.name, fingerprint: key?.fingerprint)
    }
}
