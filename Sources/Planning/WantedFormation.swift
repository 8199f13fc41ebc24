import Model

/// The dynos that one deploy should have: those of the app's formation whose process types its slug has.
package struct WantedFormation: Hashable, Sendable {
    package let app: AppName
    package let deploy: Int64
    /// Process type to quantity, zeros left out.
    package let quantities: [String: Int]
    /// Whether there is a process type `web`, of whatever quantity.
    package let hasWeb: Bool
    /// Those that are to run, in their order.
    package let slots: [DynoSlot]
    /// Those that sleep until somebody comes, in their order.
    package let idle: [DynoSlot]
    package let orders: DynoOrders

    /// A type that the app was never scaled for gets one dyno if it is `web`, else none, as on Heroku.
    package init(
        app: AppName,
        deploy: Int64,
        processes: some Sequence<String>,
        formation: [String: Int],
        orders: DynoOrders = DynoOrders(),
        sleep: WantedSleep? = nil
    ) {
        self.app = app
        self.deploy = deploy
        self.orders = orders
        hasWeb = processes.contains("web")
        var quantities: [String: Int] = [:]
        for type in processes {
            let quantity = formation[type] ?? (type == "web" ? 1 : 0)
            if quantity > 0 { quantities[type] = quantity }
        }
        self.quantities = quantities
        let all = quantities.flatMap { type, quantity in
            (1...quantity).map { DynoSlot(app: app, deploy: deploy, type: type, index: $0) }
        }.sorted()
        slots = all.filter { sleep?.holds($0.type) != true }
        idle = all.filter { sleep?.holds($0.type) == true }
    }

    package var webSlots: [DynoSlot] { slots.filter(\.isWeb) }
}
