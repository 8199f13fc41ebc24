import Ledger
import Linux
import Model
import Planning

/// Changes of an app's dynos that the reconciler carries out, one dyno after another, and that somebody waits for.
struct DynoChanges {
    let app: AppName
    let context: Context

    /// The app with what its dynos are to be.
    struct Wanted {
        let row: AppRow
        let types: Set<String>
        let quantities: [String: Int]
        let orders: DynoOrders
        let idle: Idleness?

        /// Of the formation: `web.1`.
        var names: [String] { quantities.flatMap { type, quantity in (0..<quantity).map { "\(type).\($0 + 1)" } } }
    }

    func wanted(_ db: Transaction) throws -> Wanted {
        let row = try db.existing(app)
        let types = try AppFormation.types(of: row, db) ?? []
        return Wanted(
            row: row,
            types: types,
            quantities: try AppFormation.quantities(of: row, types, db),
            orders: try db.dynoOrders(row.id),
            idle: try AppFormation(context.platform).idleness(of: row, db)
        )
    }

    /// Those of the formation that words name; where nothing is to run, why.
    func names(_ targets: [String], of wanted: Wanted) throws -> [String] {
        if let idle = wanted.idle, targets.isEmpty { throw refusal(idle) }
        if let oneOff = running.first(where: { targets.contains($0.name) && !wanted.types.contains($0.type) }) {
            throw Failure(
                .invalid,
                "\(oneOff.name) is a one-off dyno, which runs once",
                hint: "to stop it: renga ps:stop \(oneOff.name) -a \(app)"
            )
        }
        return try DynoChoice(app, names: wanted.names, types: wanted.types).names(of: targets)
    }

    /// Sets sizes of process types, as far as they change anything.
    /// - Parameter sizes: as they were asked for.
    /// - Returns: those that are new, as they are kept.
    func setSizes(_ sizes: [String: String], _ wanted: Wanted, _ db: Transaction) throws -> [String: String?] {
        var chosen: [String: String?] = [:]
        for (type, text) in sizes.sorted(by: { $0.key < $1.key }) {
            guard wanted.types.contains(type) else { throw DynoChoice(app, names: wanted.names, types: wanted.types).refusal(type) }
            let size = try DynoSizeChoice.read(text, context.platform.configuration.dyno, machine: MachineMemory.bytes)
            chosen[type] = .some(size)
            try db.setSize(wanted.row.id, type: type, size)
        }
        return chosen
    }

    /// Waits until the dynos of types have the sizes that were set; where they do not come up, the sizes are as they were.
    func applySizes(_ chosen: [String: String?], _ wanted: Wanted) throws -> DynosUp {
        let words = chosen.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value ?? "default")" }.joined(separator: " ")
        context.runner.log(app, "Sized to \(words) by user \(context.peer.name)")
        let names = wanted.names.filter { chosen.keys.contains(DynoChoice.type($0)) }
        guard !names.isEmpty else { return DynosUp(dynos: [:]) }
        return try carryOut(names) { db in
            let now = try db.dynoOrders(wanted.row.id).sizes
            for (type, size) in chosen where now[type] == size { try db.setSize(wanted.row.id, type: type, wanted.orders.sizes[type]) }
        }
    }

    func refusal(_ idle: Idleness) -> Failure { Failure(.conflict, idle.message, hint: idle.hint(isHere: true)) }

    var running: [DynoSummary] { context.runner.dynos(of: app, versions: [:], commands: [:]) }

    /// Waits until dynos are as they were asked to be. Where one does not come up while the one before it serves, it is as if nothing
    /// had been asked: those that serve stay.
    func carryOut(_ names: [String], withdraw: (Transaction) throws -> Void) throws -> DynosUp {
        let serving = Set(running.filter { $0.state == "up" }.map(\.name))
        let isGapless = names.allSatisfy(serving.contains)
        do {
            var up = try context.runner.awaitDynos(app, Set(names), anew: true, context.client)
            up.isGapless = isGapless
            return up
        } catch var failure as Failure where failure.code == .bootFailed {
            guard isGapless else {
                failure.hint = "its tries go on, with pauses: renga ps -a \(app)"
                throw failure
            }
            try context.ledger.write(withdraw)
            context.runner.wake()
            failure.message += "; the one before it serves on, and nothing more is changed"
            failure.hint = "what it said: renga logs -n 50 -a \(app)"
            throw failure
        }
    }
}
