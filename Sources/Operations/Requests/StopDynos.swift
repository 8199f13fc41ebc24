import Ledger
import Model
import Planning
import Wire

extension StopDynos: Operation {
    package func run(_ context: Context) throws -> Answer {
        guard !targets.isEmpty else { throw Failure(.invalid, "no dyno is named", hint: "renga ps:stop web.1 -a \(app)") }
        let changes = DynoChanges(app: app, context: context)
        let wanted = try context.ledger.read { try changes.wanted($0) }
        let running = changes.running
        if running.isEmpty, let idle = wanted.idle { throw changes.refusal(idle) }
        let names = try DynoChoice(app, names: running.map(\.name), types: wanted.types).names(of: targets)
        let stopped = context.runner.stop(app, Set(names))
        guard !stopped.isEmpty else {
            throw Failure(.conflict, "\(names.joined(separator: ", ")) does not run", hint: "renga ps -a \(app)")
        }
        context.runner.log(app, "Stopped \(stopped.joined(separator: ", ")) by user \(context.peer.name)")
        let types = Set(stopped.map(DynoChoice.type))
        return Answer(stopped: stopped, quantities: wanted.quantities.filter { types.contains($0.key) && $0.value > 0 })
    }
}
