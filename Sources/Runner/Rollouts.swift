import Ledger
import Linux
import Model
import Operations
import Planning
import Wire

/// Brings a deploy's dynos up beside the old ones, and makes them serve.
final class Rollouts: Sendable {
    let platform: Platform
    let fleet: Fleet
    private let collector: LogCollector
    let logs: AppLogs
    private let upkeep: StorageUpkeep

    init(
        platform: Platform,
        fleet: Fleet,
        collector: LogCollector,
        logs: AppLogs,
        upkeep: StorageUpkeep
    ) {
        self.platform = platform
        self.fleet = fleet
        self.collector = collector
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

    /// Boots a deploy's candidates and waits until all are up. Where one is not, the deploy is given up.
    func boot(_ app: AppName, _ deploy: Int64, _ client: Conversation) throws -> OperationResult {
        let began = Moment.monotonicMilliseconds()
        try waitForRouter()
        fleet.update { $0.attended.insert(deploy) }
        defer {
            fleet.update { $0.attended.remove(deploy) }
            fleet.wake()
        }
        let round = fleet.wake()
        let deadline = began + Int64(platform.configuration.dyno.bootSecondsMax) * 1000 + 15_000
        let outcome: Result<[String: Int], Failure>? = fleet.wait(until: deadline, slice: 50) { state in
            if client.hasHungUp { return .failure(Failure(.cancelled, "the client went away")) }
            guard state.roundsDone >= round else { return nil }
            return self.bootOutcome(deploy, state)
        }
        do {
            let timeout = Failure(.bootFailed, "the new dynos did not come up in time")
            let answers = try (outcome ?? .failure(timeout)).get()
            return .booted(milliseconds: Moment.monotonicMilliseconds() - began, answers: answers)
        } catch {
            try platform.ledger.write {
                try $0.failDeploy(deploy, reason: error.message, now: Moment.wallMicroseconds())
            }
            throw error
        }
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

    private func bootOutcome(_ deploy: Int64, _ state: FleetState) -> Result<[String: Int], Failure>? {
        let wanted = state.wanted.flatMap { $0.candidates + [$0.current].compactMap { $0 } }.first {
            $0.deploy == deploy
        }
        guard let wanted else { return .failure(Failure(.cancelled, "the deploy was given up meanwhile")) }
        let dynos = state.dynos(of: deploy)
        if let dead = dynos.first(where: { $0.phase == .ended && $0.end != nil }) { return .failure(failure(of: dead)) }
        let up = dynos.filter { $0.phase == .up }
        guard Set(up.map(\.spec.slot)).isSuperset(of: wanted.slots) else { return nil }
        return .success(Dictionary(up.map { ($0.spec.slot.name, $0.answer ?? -1) }, uniquingKeysWith: { a, _ in a }))
    }

    private func failure(of dyno: FleetState.Dyno) -> Failure {
        let name = dyno.spec.slot.name
        let how = dyno.failure ?? Self.words(dyno.end)
        return Failure(
            .bootFailed,
            "\(name) did not come up: \(how)",
            hint: dyno.startHint
                ?? (dyno.spec.slot.isWeb && dyno.failure != nil
                    ? "a web process listens on 0.0.0.0:$PORT; its command is `\(dyno.spec.command)`"
                    : "its command is `\(dyno.spec.command)`; what it printed last is above"),
            detail: collector.lastLines(dyno.spec.id)
        )
    }

    private static func words(_ end: DynoEnd?) -> String {
        guard let end else { return "it ended with an unknown status" }
        if end.outOfMemory { return "it was killed because it used more memory than a dyno may (status \(end.status))" }
        return end.status == 0
            ? "it exited with status 0, but a dyno has to go on running" : "it exited with status \(end.status)"
    }

    /// Waits until the router serves a committed deploy.
    func serve(_ app: AppName, _ deploy: Int64) throws -> OperationResult {
        let round = fleet.wake()
        let deadline = Moment.monotonicMilliseconds() + Self.serveMillisecondsMax
        let served: Bool? = fleet.wait(until: deadline) { state in
            guard state.roundsDone >= round, state.appliedVersion >= state.table.version else { return nil }
            return self.isServed(app, deploy, state) ? true : nil
        }
        guard served != nil else {
            let connected = fleet.read(\.routerConnected)
            throw Failure(
                .unavailable,
                connected
                    ? "the release is current, but its dynos do not serve yet"
                    : "the release is current, but the router does not answer",
                hint: "the runner goes on trying: see `renga ps -a \(app)` and `renga logs -a \(app)`"
            )
        }
        let (version, redirects) = try platform.ledger.read { db in
            let policy = try db.routing(db.existing(app).id).policy
            return (try db.releaseVersion(ofDeploy: deploy), policy.redirectsToHTTPS)
        }
        logs.api(app, "Release \(platform.release(version)) created")
        inBackground("gc") { [upkeep] in upkeep.run(after: app) }
        return .release(version: version, message: platform.configuration.url(of: app, redirects: redirects))
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
