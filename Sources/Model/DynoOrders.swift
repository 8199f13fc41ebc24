/// What was said of an app's dynos beside how many there are to be: which were to be restarted, and how large they are.
package struct DynoOrders: Hashable, Sendable {
    /// Numbers of restarts, by process type or by dyno (`web`, `web.1`): who was made before the newest is made anew. Numbers and no
    /// times, since a machine's clock may be set back.
    package var restarts: [String: Int64]
    /// By process type, as `ps:type` keeps it: `standard-2x`, `1GB`. Who is in none has the machine's own size.
    package var sizes: [String: String]

    package init(restarts: [String: Int64] = [:], sizes: [String: String] = [:]) {
        self.restarts = restarts
        self.sizes = sizes
    }

    package func vintage(_ slot: DynoSlot) -> DynoVintage {
        DynoVintage(restart: max(restarts[slot.type] ?? 0, restarts[slot.name] ?? 0), size: sizes[slot.type])
    }
}
