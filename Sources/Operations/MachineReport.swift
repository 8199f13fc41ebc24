import Ledger
import Linux
import Model

/// Looks how the machine is.
struct MachineReport {
    private let context: Context

    init(_ context: Context) { self.context = context }

    func summary() throws -> MachineSummary {
        let platform = context.platform
        let load = MachineLoad.now
        var summary = MachineSummary(
            diskFreeBytes: try Files.space(at: platform.root.path).freeBytes,
            diskFloorBytes: platform.configuration.disk.bytes,
            memoryBytes: load?.memoryBytes,
            memoryAvailableBytes: load?.availableBytes,
            load: load?.load,
            processors: Processors.count,
            builds: try BuildQueue(platform.root).count,
            ending: try ending(),
            keptStorage: context.peer.administers ? context.runner.state.keptStorage : nil
        )
        if context.peer.administers, platform.configuration.keys.isSet { summary.keySync = try KeySync(platform).last() }
        return summary
    }

    /// Of the apps that the peer may see; of a name with several certificates, the one that lasts longest.
    private func ending() throws -> [MachineSummary.Ending] {
        let soon = Moment.wallMicroseconds() / 1_000_000 + MachineSummary.endingSeconds
        let (apps, rows) = try context.ledger.read { (try $0.apps(), try $0.certificates()) }
        let visible = try context.visibleApps()
        return apps.filter { visible.contains($0.name) }.flatMap { app in
            let newest = Dictionary(
                rows.filter { $0.app == app.id }.flatMap { row in row.details.hosts.map { ($0.text, row.details.notAfter) } },
                uniquingKeysWith: max
            )
            return newest.filter { $0.value < soon }.sorted { $0.key < $1.key }
                .map { MachineSummary.Ending(app: app.name, host: $0.key, notAfter: $0.value) }
        }
    }
}
