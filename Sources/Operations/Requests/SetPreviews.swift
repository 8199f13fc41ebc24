import Ledger
import Wire

extension SetPreviews: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.write { try $0.setPreviewsAll($0.existing(app).id, all) }
        return Done()
    }
}
