import Ledger
import Wire

extension ListPreviewConfig: Operation {
    package func run(_ context: Context) throws -> Answer { try context.ledger.read { try $0.previewConfig($0.existing(app).id) } }
}
