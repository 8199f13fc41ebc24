import Model

/// An app as one loop serves it.
final class LoopApp {
    let name: [UInt8]
    let shown: [UInt8]
    let phase: RouteTable.Phase
    let lacksWeb: Bool
    let isAsleep: Bool
    let dynos: [Dyno]
    let algorithm: RoutePolicy.Algorithm
    let hasAffinity: Bool
    let isPaused: Bool
    let isInMaintenance: Bool
    let redirectsToHTTPS: Bool
    /// HTML; empty: the router's own.
    let maintenancePage: [UInt8]
    /// The value of `Strict-Transport-Security`; empty: none.
    let hsts: [UInt8]
    /// What all loops have under way for it, and this one's part.
    let load: AppLoad
    let part: AppLoad.Part
    /// nil before its first request.
    // SAFETY: used by its loop's thread alone, each for one statement.
    @exclusivity(unchecked) var counts: AppCounts?
    /// It sleeps, and this loop has said that somebody waits for it.
    @exclusivity(unchecked) var hasCalled = false
    /// H11 above that.
    let underWayMax: Int

    init(_ app: Routes.App, dynos: [Dyno], loop: Int, settings: RouterSettings) {
        (name, shown) = (app.name, app.shown)
        phase = app.phase
        lacksWeb = app.lacksWeb
        isAsleep = app.isAsleep
        self.dynos = dynos
        algorithm = app.policy.algorithm
        hasAffinity = app.hasAffinity
        isPaused = app.policy.isPaused
        isInMaintenance = app.maintenance
        redirectsToHTTPS = app.policy.redirectsToHTTPS
        maintenancePage = Array((app.policy.maintenancePage ?? "").utf8)
        hsts = app.policy.hstsSeconds > 0 ? Array("max-age=\(app.policy.hstsSeconds)".utf8) : []
        load = app.load
        part = app.load.parts[loop]
        underWayMax = settings.backlogPerDynoMax * max(dynos.count, 1)
    }
}
