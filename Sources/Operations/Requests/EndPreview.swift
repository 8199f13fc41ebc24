import Ledger
import Model
import Wire

extension EndPreview: Operation {
    package func run(_ context: Context) throws -> Answer {
        // Whoever settled it before was faster.
        guard let row = try context.ledger.read({ try $0.app(app) }) else { return Done() }
        guard row.preview != nil else { throw Failure(.refused, "`\(app)` is no preview") }
        try AppRemoval(context.platform, context.runner).run(app, withStorage: true, context.client)
        return Done()
    }
}
