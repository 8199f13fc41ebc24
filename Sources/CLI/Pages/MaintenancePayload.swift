import Model

/// Whether an app is in maintenance mode, in JSON.
struct MaintenancePayload: Encodable {
    let maintenance: Bool
    let ownPage: Bool

    init(_ routing: RoutingSummary) {
        maintenance = routing.maintenance
        ownPage = routing.ownPage
    }
}
