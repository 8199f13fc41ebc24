import Wire

extension SetMaintenance: Operation {
    package func run(_ context: Context) throws -> Answer {
        let summary = try Routing(context.platform).setMaintenance(app, isOn, page: page)
        try context.serveAccordingly(app, "Maintenance mode \(isOn ? "enabled" : "disabled")")
        return summary
    }
}
