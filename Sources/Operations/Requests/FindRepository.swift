import Ledger
import Model
import Wire

extension FindRepository: Operation {
    package func run(_ context: Context) throws -> Answer {
        guard let row = try AppName(folder).flatMap({ name in try context.ledger.read { try $0.app(name) } }) else {
            throw Failure(.notFound, "no repository of an app is called `\(folder).git`")
        }
        return row.name
    }
}
