import Ledger
import Linux
import Model
import Planning
import Wire

extension RunDyno: Operation {
    package func run(_ context: Context) throws -> Answer {
        // What is no use is refused before anybody hands anything over.
        let (release, order) = try context.ledger.read { db in try self.order(in: db, context) }
        let dyno = try context.runner.run(order, try stance.streams(of: context.client))
        return Answer(id: dyno.id, name: dyno.name, version: release)
    }

    private func order(in db: Transaction, _ context: Context) throws -> (Int, OneOffOrder) {
        let row = try db.existing(app)
        guard let current = row.currentDeploy, let version = try db.releaseVersion(ofDeploy: current),
            let slug = try db.deploy(current)?.slug.flatMap({ try db.slug($0) })
        else {
            throw Failure(.notFound, "nothing was pushed to `\(app)` yet: there is nothing to run", hint: "push it: git push heroku main")
        }
        let processes = slug.manifest.processes
        if let type, type != "run", processes[type] == nil {
            let known = processes.keys.sorted().joined(separator: ", ")
            throw Failure(
                .notFound,
                "`\(app)` has no process type `\(type)`",
                hint: known.isEmpty ? "leave `--type` out: its release declares none" : "its process types are \(known)"
            )
        }
        let order = OneOffOrder(
            app: app,
            deploy: current,
            line: try OneOffCommand.line(command, processes: processes),
            environment: try stance.variables(environment, term: term),
            size: try chosenSize(try db.dynoOrders(row.id), context.platform.configuration.dyno),
            isAttached: stance != .detached,
            actor: context.peer.name
        )
        return (version, order)
    }

    private func chosenSize(_ orders: DynoOrders, _ limits: Configuration.DynoLimits) throws(Failure) -> String? {
        guard let size else { return type.flatMap { orders.sizes[$0] } }
        return try DynoSizeChoice.read(size, limits, machine: MachineMemory.bytes)
    }
}
