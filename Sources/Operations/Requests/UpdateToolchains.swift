import Ledger
import Model
import Wire

extension UpdateToolchains: Operation {
    package func run(_ context: Context) throws -> Answer {
        var known = AppToolchains(context)
        let all = try known.list(app)
        for name in toolchains where !all.contains(where: { $0.toolchain == name }) {
            throw Failure(
                .notFound,
                "\(app) has no toolchain `\(name)`",
                hint: all.isEmpty
                    ? "the next push chooses its toolchains, and takes what is newest"
                    : NearestWord.hint(for: name, among: all.map(\.toolchain))
            )
        }
        let chosen = all.filter { toolchains.isEmpty || toolchains.contains($0.toolchain) }
        try context.ledger.write { db in try db.removePins(try db.existing(app).id, chosen.map(\.toolchain)) }
        if !chosen.isEmpty {
            let names = chosen.map(\.toolchain).joined(separator: ", ")
            context.runner.log(app, "Choose \(names) anew at the next push by user \(context.peer.name)")
        }
        return chosen.map { toolchain in
            var toolchain = toolchain
            toolchain.isKept = false
            return toolchain
        }
    }
}
