import Model
import Wire

/// The command `renga store`.
struct Store: BareCommand {
    static let declaration = Declaration(
        "store",
        .platform,
        60,
        "Show what the layers that apps are made of take on disk",
        examples: ["renga store"]
    ).with {
        $0.notes = [
            "Base systems, Debian packages and toolchains are shared by all apps; an app's files and the results of its steps are its own.",
            "What no kept release and no build names goes after a day, or at once where all takes more than `store_bytes_max`.",
        ]
    }

    func run(_ session: Session) throws {
        let store = try session.ask(ShowStore())
        try session.show(store, Self.lines(store, style: session.style))
    }

    static func lines(_ store: StoreSummary, style: Style) -> [String] {
        let rows = store.kinds.map { kind in
            let unnamed = kind.unnamedBytes > 0 ? "\(Quantity.short(bytes: kind.unnamedBytes)) can go" : ""
            return [kind.name, "\(kind.count)", Quantity.short(bytes: kind.bytes), unnamed]
        }
        let budget = store.budgetBytes > 0 ? " of \(Quantity.short(bytes: store.budgetBytes)) (store_bytes_max)" : ""
        var lines = [style.heading("Store"), ""] + Columns.align(rows)
        lines += ["", "\(Quantity.short(bytes: store.bytes))\(budget) in \(store.directory)"]
        if store.kinds.contains(where: { $0.unnamedBytes > 0 }) { lines.append("What can go goes by itself, or now: renga store:gc") }
        if store.unverified > 0 {
            lines.append(
                "\(store.unverified) layer\(store.unverified == 1 ? " was" : "s were") not looked at for a week: renga store:verify"
            )
        }
        return lines + store.changed.map { style.paint("\($0) is not what it was when it was made: no build uses it", .error) }
    }
}
