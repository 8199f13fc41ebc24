import Ledger
import Linux
import Wire

extension PreviewBuild: Operation {
    package func run(_ context: Context) throws -> Answer {
        _ = try context.ledger.read { try $0.existing(app) }
        let tree = try context.client.input()
        try context.runner.preview(app, tree: tree.number, context.client)
        return Done()
    }
}
