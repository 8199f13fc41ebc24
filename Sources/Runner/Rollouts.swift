import Ledger
import Linux
import Model
import Operations
import Planning
import Wire

/// Waits, for whoever asked, until a deploy's dynos are up beside the old ones, and until they serve. What starts them and has
/// them served is the reconciler, which sees in the ledger that they are wanted.
final class Rollouts: Sendable {
    let platform: Platform
    let fleet: Fleet
    let engine: any DynoEngine
    let printed: DynoLogs
    let logs: AppLogs
    private let upkeep: StorageUpkeep

    init(
        platform: Platform,
        fleet: Fleet,
        engine: any DynoEngine,
        printed: DynoLogs,
        logs: AppLogs,
        upkeep: StorageUpkeep
    ) {
        self.platform = platform
        self.fleet = fleet
        self.engine = engine
        self.printed = printed
        self.logs = logs
        self.upkeep = upkeep
    }

    /// After an app was destroyed and its last dyno is gone: its layers are in use until then.
    func upkeep(afterDestroying app: AppName) {
        inBackground("upkeep") { [self] in
            let deadline = Moment.monotonicMilliseconds() + 120_000
            let gone: Bool? = fleet.wait(until: deadline) { state in
                state.dynos.values.contains { $0.spec.slot.app == app } ? nil : true
            }
            // Where it is not gone by then, the next upkeep of any app removes what it left.
            if gone != nil { upkeep.run(after: app) }
        }
    }

    private static let serveMillisecondsMax: Int64 = 30_000

    /// Waits until all candidates of a deploy are up. Where one does not come up, the deploy is given up.
    /// - Parameter isExcused: it is kept although its dynos did not come up.
    func awaitBoot(_ app: AppName, _ deploy: Int64, _ client: any Client, isExcused: Bool = false) throws -> BootCandidates.Answer {
        let began = Moment.monotonicMilliseconds()
        try waitForRouter()
        fleet.update { $0.attended.insert(deploy) }
        defer {
            fleet.update { $0.attended.remove(deploy) }
            fleet.wake()
        }
        do {
            let answers = try awaitAnswers(deploy, client, began: began, round: fleet.wake())
            return BootCandidates.Answer(
                milliseconds: Moment.monotonicMilliseconds() - began,
                answers: answers,
                insecure: insecure(deploy)
            )
        } catch let error as Failure {
            if isExcused && error.code == .bootFailed { throw error }
            try giveUp(deploy, error.message)
            throw error
        }
    }

    /// Where it is a release by now, or its ref decides, who asked came too late, and hears of what went wrong all the same.
    func giveUp(_ deploy: Int64, _ reason: String) throws {
        do {
            try platform.ledger.write { _ = try $0.move(deploy, .failed(reason: reason), now: Moment.wallMicroseconds()) }
        } catch let failure as Failure where failure.code == .conflict {
            Diagnostics.say(failure.message)
        }
    }

    /// Dynos that send visitors to HTTPS where there is none, with the name of the visit.
    private func insecure(_ deploy: Int64) -> [String: String] {
        let dynos = fleet.read { $0.dynos(of: deploy) }
        return Dictionary(dynos.compactMap { dyno in dyno.insecure.map { (dyno.spec.slot.name, $0) } }, uniquingKeysWith: { $1 })
    }

    private func waitForRouter() throws {
        let up: Bool? = fleet.wait(until: Moment.monotonicMilliseconds() + 5_000) { $0.routerConnected ? true : nil }
        guard up != nil else {
            throw Failure(
                .unavailable,
                "the router does not answer, so no new version can be served",
                hint: "start it: `systemctl start renga-router`, or `sv start renga-router` where runit runs"
            )
        }
    }

    /// Waits until the router serves a committed deploy.
    func awaitServing(_ app: AppName, _ deploy: Int64) throws -> ServeRelease.Answer {
        let round = fleet.wake()
        let deadline = Moment.monotonicMilliseconds() + Self.serveMillisecondsMax
        let served: Bool? = fleet.wait(until: deadline) { state in
            guard state.roundsDone >= round, state.appliedVersion >= state.table.version else { return nil }
            return self.isServed(app, deploy, state) ? true : nil
        }
        guard served != nil else {
            let (connected, complaint) = fleet.read { ($0.routerConnected, $0.routesComplaint) }
            throw Failure(
                .unavailable,
                connected ? complaint ?? "its dynos do not serve yet" : "the router does not answer",
                hint: "the runner goes on trying: see `renga ps -a \(app)` and `renga logs -a \(app)`"
            )
        }
        let (version, redirects) = try platform.ledger.read { db in
            let policy = try db.routing(db.existing(app).id).policy
            return (try db.releaseVersion(ofDeploy: deploy), policy.redirectsToHTTPS)
        }
        inBackground("gc") { [upkeep] in upkeep.run(after: app) }
        return ServeRelease.Answer(version: version, url: platform.configuration.url(of: app, redirects: redirects))
    }

    private func isServed(_ app: AppName, _ deploy: Int64, _ state: FleetState) -> Bool {
        guard let wanted = state.wanted.first(where: { $0.app == app }), wanted.current?.deploy == deploy else {
            return false
        }
        guard wanted.wantsWeb else { return true }
        let ids = Set(state.dynos(of: deploy).map(\.spec.id))
        let backends = state.table.apps.first { $0.name == app.text }?.backends ?? []
        return !backends.isEmpty && backends.allSatisfy { ids.contains($0.id) }
    }
}
