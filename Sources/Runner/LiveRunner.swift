import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox
import TLS
import Wire
import YAML

/// What requests need of this runner, out of its parts.
struct LiveRunner: RunnerServices {
    private static let routesMillisecondsMax: Int64 = 10_000

    let fleet: Fleet
    let logs: AppLogs
    let rollouts: Rollouts
    let oneOffs: OneOffs
    let cron: CronKeeper
    let sessions: DynoSessions
    let router: RouterLink
    let drains: DrainKeeper
    let courier: NotifyCourier
    let layers: LayerStore

    func wake() { fleet.wake() }

    func awaitRoutes() -> Bool {
        let round = fleet.wake()
        let served: Bool? = fleet.wait(until: Moment.monotonicMilliseconds() + Self.routesMillisecondsMax) { state in
            state.roundsDone >= round && state.appliedVersion >= state.table.version ? true : nil
        }
        return served != nil
    }

    func wakeCertificates() { fleet.update { $0.certificateRequests += 1 } }

    func wakeDrains() { fleet.update { $0.drainRequests += 1 } }
    func drainState(_ token: String) -> DrainState? { drains.state(token) }

    func wakeNotify() { fleet.update { $0.notifyRequests += 1 } }
    func deliver(_ message: NotifyMessage, to target: NotifyTargetRow) { courier.deliver(message, to: target) }

    func log(_ app: AppName, _ text: String) { logs.api(app, text) }
    func beginLog(_ app: AppName) {
        // Where the ledger cannot be read, all that is said of an app of this name is its log.
        logs.begin(app, since: try? rollouts.platform.ledger.read { try $0.firstDeploys()[app] })
        wakeDrains()
    }
    func endLog(_ app: AppName) { logs.end(app) }

    func readLog(_ app: AppName, _ query: LogQuery, to client: any Client) throws {
        let stream = logs.stream(app)
        if let words = try stream.absence(query) { try client.line(query.tail ? "\(words); waiting for one" : words) }
        if query.tail {
            // Whoever follows knows that it has begun, though no line may come for long.
            try client.log([])
            try stream.follow(query, isOver: { client.hasHungUp || isStopping }) { try client.log($0) }
            guard !isStopping else { throw Failure(.unavailable, "the runner is being restarted") }
        } else {
            try stream.recent(query) { try client.log($0) }
        }
    }

    func logRelease(_ lines: [String], of deploy: Int64, _ app: AppName) { rollouts.log(lines, ofRelease: deploy, app) }

    func awaitBoot(_ app: AppName, _ deploy: Int64, _ client: any Client) throws -> BootCandidates.Answer {
        try rollouts.awaitBoot(app, deploy, client)
    }

    func awaitServing(_ app: AppName, _ deploy: Int64) throws -> ServeRelease.Answer { try rollouts.awaitServing(app, deploy) }
    func release(_ change: ReleaseChange, _ client: any Client) throws -> MadeRelease { try rollouts.release(change, client) }
    func run(_ order: ReleaseCommand.Order, _ client: any Client) throws {
        try rollouts.engine.release(order, cancel: client.descriptor) { lines in for line in lines { _ = client.tell(line) } }
    }
    func build(_ words: [String], _ client: any Client) throws {
        try BuilderChild(root: rollouts.platform.root).run(words, client) { isStopping }
    }
    func preview(_ app: AppName, tree: Int32, _ client: any Client) throws {
        let words = ["preview", "--app", app.text, "--tree", "\(BuilderChild.more)"]
        try BuilderChild(root: rollouts.platform.root).run(words, client, more: [tree]) { isStopping }
    }
    func sweep(afterDestroying app: AppName) { rollouts.upkeep(afterDestroying: app) }

    func awaitDynos(_ app: AppName, _ names: Set<String>, anew: Bool, _ client: any Client) throws -> DynosUp {
        try rollouts.awaitDynos(app, names, anew: anew, client)
    }
    func stop(_ app: AppName, _ names: Set<String>) -> [String] { rollouts.stop(app, names) }
    func run(_ order: OneOffOrder, _ streams: DynoStreams) throws -> (id: String, name: String) { try oneOffs.run(order, streams) }
    func run(_ job: AppCron.Entry, of cron: AppCron, actor: String) throws -> String {
        try self.cron.run(job, of: cron, actor: actor)
    }
    func awaitEnd(of dyno: String, in app: AppName, _ client: any Client) throws -> AwaitDyno.Answer {
        try oneOffs.awaitEnd(of: dyno, in: app, client)
    }
    func enter(_ dyno: String, of app: AppName, _ process: InnerProcess, _ streams: DynoStreams) throws -> (id: String, session: String) {
        try sessions.enter(dyno, of: app, process, streams)
    }
    func awaitEnd(of session: String, inDyno dyno: String, of app: AppName, _ client: any Client) throws -> AwaitDyno.Answer {
        try sessions.awaitEnd(of: session, inDyno: dyno, of: app, client)
    }

    func dynos(of app: AppName, versions: [Int64: Int], commands: [String: String]) -> [DynoSummary] {
        let (now, wall) = (Moment.monotonicMilliseconds(), Moment.wallMicroseconds())
        let ids = fleet.read { state in state.dynos.values.filter { $0.spec.slot.app == app && $0.launchedAt != nil }.map(\.spec.id) }
        let memory = Dictionary(ids.compactMap { id in rollouts.engine.memory(id).map { (id, $0) } }, uniquingKeysWith: { $1 })
        return fleet.read {
            DynoReport($0, versions: versions, commands: commands, memory: memory, now: now, wall: wall).dynos(of: app)
        }
    }

    func memoryUse(of app: AppName?) -> [AppName: Int64] {
        let specs = fleet.read { state in
            state.dynos.values.filter { $0.launchedAt != nil && (app == nil || $0.spec.slot.app == app) }.map(\.spec)
        }
        return specs.reduce(into: [:]) { sums, spec in
            if let memory = rollouts.engine.memory(spec.id) { sums[spec.slot.app, default: 0] += memory.usedBytes }
        }
    }

    func storageSizes(of app: AppName) -> [String: FolderSize] { fleet.read { $0.storage[app] ?? [:] } }

    func routerReports() -> [RouterReport] { router.reports() }

    var state: RunnerState {
        let now = Moment.wallMicroseconds()
        return fleet.read {
            RunnerState(
                routerConnected: $0.routerConnected,
                routesVersion: $0.appliedVersion,
                dynos: $0.dynos.count,
                routesComplaint: $0.routesComplaint
                    ?? ($0.routerConnected ? RouterSilence.complaint(table: $0.table.version, applied: $0.appliedVersion, now: now) : nil),
                keptStorage: $0.keptStorage
            )
        }
    }

    var isStopping: Bool { fleet.read(\.stopping) }

    func certificate(_ pem: String) throws(Failure) -> (details: CertificateDetails, pem: String) {
        let file = try CertificateFile(pem: Array(pem.utf8), now: Moment.wallMicroseconds() / 1_000_000)
        return (file.details, file.pem)
    }

    func store() throws -> StoreSummary { try StoreKeeper(rollouts.platform, layers).summary() }
    func sweepStore() throws -> StoreSweep { try LayerUpkeep(rollouts.platform, layers).runNow() }
    func verifyStore(_ client: any Client) throws -> StoreVerification {
        let keeper = StoreKeeper(rollouts.platform, layers)
        return try keeper.verify(freshOnes: true, isCancelled: { client.hasHungUp || isStopping }) { _ = client.tell($0) }
    }
    func stacks() throws -> [StackDefinition] { try Shelf.stacks(in: rollouts.platform.root.stacks) }

    func versions(stack: String) throws -> [String: [String]] {
        let root = rollouts.platform.root
        let own = try Shelf.stacks(in: root.stacks).first { $0.name == stack }?.toolchains ?? [:]
        let lists = try Shelf.lists(in: root.indexes)
        return KnownVersions.all(of: try Shelf.toolchains(in: root.toolchains), lists).merging(own) { $0 + $1 }
    }

    func note(_ text: String) { Diagnostics.say(text) }
}
