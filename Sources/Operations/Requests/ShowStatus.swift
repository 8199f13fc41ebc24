import Ledger
import Model
import Wire

extension ShowStatus: Operation {
    package func run(_ context: Context) throws -> Answer {
        let visible = try context.visibleApps()
        let apps = try context.ledger.read { try $0.apps() }.filter { visible.contains($0.name) }
        let state = context.runner.state
        return Answer(
            routerConnected: state.routerConnected,
            routesVersion: state.routesVersion,
            apps: apps.count,
            dynos: state.dynos,
            routesComplaint: state.routesComplaint,
            behind: behind(apps, context),
            outdated: outdated(apps, context),
            machine: machine(context),
            idle: try idle(apps, context),
            unheard: unheard(context, visible)
        )
    }

    /// How many of them sleep.
    private func idle(_ apps: [AppRow], _ context: Context) throws -> Int {
        let sleeps = try context.ledger.read { try $0.sleeps() }
        return apps.count { sleeps[$0.id]?.idleSince($0.currentDeploy) != nil }
    }

    private func machine(_ context: Context) -> MachineSummary? {
        do {
            return try MachineReport(context).summary()
        } catch {
            context.runner.note("how the machine is, is not known: \(error)")
            return nil
        }
    }

    /// Nil where it cannot be told: a mistake in a stack's file is no reason to say nothing of how the platform is.
    private func behind(_ apps: [AppRow], _ context: Context) -> [AppName]? {
        var toolchains = AppToolchains(context)
        do {
            return try apps.filter { try toolchains.isBehind($0) }.map(\.name)
        } catch {
            context.runner.note("which apps are behind is not known: \(error)")
            return nil
        }
    }

    private func outdated(_ apps: [AppRow], _ context: Context) -> [AppName]? {
        do {
            let known = try AppsBehind(context)
            return try apps.filter { try known.isBehind($0) }.map(\.name)
        } catch {
            context.runner.note("which apps stand on an old base system is not known: \(error)")
            return nil
        }
    }

    private func unheard(_ context: Context, _ visible: VisibleApps) -> [NotifySummary]? {
        do {
            let rows = try context.ledger.read { try $0.notifyTargets() }
                .filter { $0.app.map(visible.contains) ?? context.peer.administers }
            // Masked: who sees an app need not see what lets one in.
            return rows.map { NotifyList.summary($0, showsAll: false) }.filter { $0.error != nil }
        } catch {
            context.runner.note("who is not told of what goes wrong is not known: \(error)")
            return nil
        }
    }
}
