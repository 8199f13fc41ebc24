import Ledger
import Model
import Wire

extension ShowDynoSizes: Operation {
    package func run(_ context: Context) throws -> Answer {
        let changes = DynoChanges(app: app, context: context)
        let wanted = try context.ledger.read { try changes.wanted($0) }
        let running = Dictionary(grouping: changes.running, by: \.type)
        let limits = context.platform.configuration.dyno
        return Answer(
            wanted.types.sorted().map { type in
                let dynos = running[type] ?? []
                var summary = DynoTypeSummary(
                    type: type,
                    quantity: wanted.quantities[type] ?? 0,
                    size: wanted.orders.sizes[type],
                    memoryBytes: limits.sized(wanted.orders.sizes[type]).memoryBytes,
                    usedBytes: dynos.compactMap(\.memoryBytes).max()
                )
                // Of the release that serves: those of the one before may still be there.
                summary.release = dynos.compactMap(\.release).max()
                summary.peakBytes = dynos.filter { $0.release == summary.release }.compactMap(\.memoryPeakBytes).max()
                return summary
            },
            idle: wanted.types.isEmpty ? wanted.idle : nil
        )
    }
}
