import Ledger
import Model
import Wire

extension ShowDynoSizes: Operation {
    package func run(_ context: Context) throws -> Answer {
        let changes = DynoChanges(app: app, context: context)
        let wanted = try context.ledger.read { try changes.wanted($0) }
        let used = Dictionary(grouping: changes.running, by: \.type).mapValues { $0.compactMap(\.memoryBytes).max() }
        let limits = context.platform.configuration.dyno
        return Answer(
            wanted.types.sorted().map { type in
                DynoTypeSummary(
                    type: type,
                    quantity: wanted.quantities[type] ?? 0,
                    size: wanted.orders.sizes[type],
                    memoryBytes: limits.sized(wanted.orders.sizes[type]).memoryBytes,
                    usedBytes: used[type] ?? nil
                )
            },
            idle: wanted.types.isEmpty ? wanted.idle : nil
        )
    }
}
