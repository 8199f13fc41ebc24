import Ledger
import Model
import Wire

extension ListApps: Operation {
    package func run(_ context: Context) throws -> Answer {
        let visible = try context.visibleApps()
        let apps = try context.ledger.read { db in
            let sleeps = try db.sleeps()
            return try db.apps().filter { visible.contains($0.name) }.map {
                try AppDescription(context.platform).of($0, sleep: sleeps[$0.id], db)
            }
        }
        guard isLong == true else { return apps }
        // Outside of the transaction: to count takes its time.
        let memory = context.runner.memoryUse(of: nil)
        return apps.map { app in
            var app = app
            app.memoryBytes = memory[app.name]
            app.diskBytes = AppBelongings.diskBytes(context.platform.root, app.name)
            return app
        }
    }
}
