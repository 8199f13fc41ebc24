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
    private let router: RouterLink
    private let upkeep: StorageUpkeep
    private let patience: RouterPatience

    init(
        platform: Platform,
        fleet: Fleet,
        engine: any DynoEngine,
        printed: DynoLogs,
        logs: AppLogs,
        router: RouterLink,
        upkeep: StorageUpkeep,
        patience: RouterPatience
    ) {
        self.patience = patience
        self.router = router
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

    /// Waits until all candidates of a deploy are up. Where one does not come up, the deploy is given up.
    /// - Parameter isExcused: it is kept although its dynos did not come up.
    func awaitBoot(_ app: AppName, _ deploy: Int64, _ client: any Client, isExcused: Bool = false) throws -> BootCandidates.Answer {
        let began = Moment.monotonicMilliseconds()
        fleet.update { $0.attended.insert(deploy) }
        defer {
            fleet.update { $0.attended.remove(deploy) }
            fleet.wake()
        }
        do {
            try waitForRouter()
            let isHeard = askRouter()
            let answers = try awaitAnswers(deploy, client, began: began, round: fleet.wake())
            try isHeard()
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

    /// A router that does not serve what it is told to would serve no new version either: who finds that after the ref has moved has
    /// a release that nobody sees.
    private func waitForRouter() throws {
        let began = Moment.monotonicMilliseconds()
        let isThere: Bool? = fleet.wait(until: began + patience.connect) { $0.routerConnected ? true : nil }
        guard isThere != nil else { throw RouterSilence.away }
        // Other apps' tables that come meanwhile are not waited for.
        let version = max(fleet.read(\.table.version), 1)
        let isServed: Bool? = fleet.wait(until: began + patience.answer) { $0.appliedVersion >= version ? true : nil }
        if isServed == nil { throw RouterSilence.mute(router.behind(), fleet.read(\.routesComplaint)) }
    }

    /// Asks whether all workers of the router still answer, while something else goes on.
    /// - Returns: waits for that, and throws where they do not.
    private func askRouter() -> () throws -> Void {
        let answer = Monitor<[String]?>(nil)
        inBackground("router-asked") { [router, patience] in
            let mute = router.mute(within: patience.answer)
            answer.update { $0 = mute }
        }
        return { [patience] in
            let end = Moment.monotonicMilliseconds() + 2 * patience.answer
            let mute: [String]? = answer.wait(until: end) { $0 }
            if mute != [] { throw RouterSilence.mute(mute ?? []) }
        }
    }

    /// Waits until the router serves a committed deploy.
    func awaitServing(_ app: AppName, _ deploy: Int64) throws -> ServeRelease.Answer {
        let round = fleet.wake()
        let deadline = Moment.monotonicMilliseconds() + patience.serve
        let served: Bool? = fleet.wait(until: deadline) { state in
            guard state.roundsDone >= round, state.appliedVersion >= state.table.version else { return nil }
            return self.isServed(app, deploy, state) ? true : nil
        }
        guard served != nil else { throw unserved(app) }
        let (version, redirects) = try platform.ledger.read { db in
            let policy = try db.routing(db.existing(app).id).policy
            return (try db.releaseVersion(ofDeploy: deploy), policy.redirectsToHTTPS)
        }
        inBackground("gc") { [upkeep] in upkeep.run(after: app) }
        return ServeRelease.Answer(version: version, url: platform.configuration.url(of: app, redirects: redirects))
    }

    private func unserved(_ app: AppName) -> Failure {
        let (connected, complaint, isApplied) = fleet.read {
            ($0.routerConnected, $0.routesComplaint, $0.appliedVersion >= $0.table.version)
        }
        if connected, complaint == nil, !isApplied {
            return RouterSilence.unserved(router.behind(), seconds: patience.serve / 1000)
        }
        return Failure(
            .unavailable,
            connected ? complaint ?? "its dynos do not serve yet" : "the router does not answer",
            hint: "the runner goes on trying: see `renga ps -a \(app)` and `renga logs -a \(app)`"
        )
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
