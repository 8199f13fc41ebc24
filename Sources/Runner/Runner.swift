import Glibc
import Ledger
import Linux
import Model
import Operations
import Sandbox
import Wire
import YAML

/// The runner of one installation, its parts put together.
package final class Runner: Sendable {
    private let platform: Platform
    let fleet = Fleet()
    private let engine: any DynoEngine
    private let sweepBuilds: @Sendable () throws -> Void
    private let keeper: DynoKeeper
    let logs: AppLogs
    private let routerLog: RouterLogCollector
    private let diskGuard: DiskGuard
    private let storageGuard: StorageGuard
    let cron: CronKeeper
    private let keys: KeySyncKeeper
    private let sleepers: SleepKeeper
    let previews: PreviewKeeper
    private let memoryGuard: MemoryGuard
    private let healthGuard: HealthGuard
    let cycling: CycleKeeper
    private let reconciler: Reconciler
    private let link: RouterLink
    private let certificates: CertificateKeeper
    private let drains: DrainKeeper
    private let notify: NotifyKeeper
    private let upkeep: StorageUpkeep
    let rollouts: Rollouts
    private let server: ControlServer
    /// Held as long as this process lives: one runner an installation.
    private let lock: FileLock
    private let life: RunnerLife

    package convenience init(root: InstallationRoot) throws {
        let configuration = try ConfigurationFile.load(root: root)
        try RootFolders(root, configuration).make()
        let machine = try Machine(root, configuration)
        try self.init(
            root: root,
            configuration: configuration,
            engine: LocalEngine(machine, configuration),
            store: machine.store
        ) { try BuildLeftovers(machine).sweep() }
    }

    /// - Parameters:
    ///   - store: of the layers that builds make, on this machine whatever the engine is.
    ///   - sweepBuilds: removes what builds left that were killed.
    package init(
        root: InstallationRoot,
        configuration: Configuration,
        engine: any DynoEngine,
        store: LayerStore,
        patience: RouterPatience = RouterPatience(),
        sweepBuilds: @escaping @Sendable () throws -> Void
    ) throws {
        guard let lock = try FileLock.trying(for: root.run + "/runner.lock") else {
            throw Failure(.busy, "another runner serves \(root.path)", hint: "stop it first, or give --root")
        }
        self.lock = lock
        life = try RunnerLife(root)
        self.engine = engine
        self.sweepBuilds = sweepBuilds
        platform = Platform(root: root, configuration: configuration, ledger: try Ledger(root, as: .keeper))
        for repair in platform.ledger.repairs { Diagnostics.say(repair) }
        let logs = AppLogs(root: root, limits: configuration.logs)
        self.logs = logs
        routerLog = try RouterLogCollector(root: root, logs: logs)
        let keeper = DynoKeeper(
            fleet: fleet,
            engine: engine,
            launches: DynoLaunches(platform),
            logs: logs,
            limits: configuration.dyno
        )
        self.keeper = keeper
        let places = [root.path, platform.layerDirectory]
        storageGuard = StorageGuard(root: root, fleet: fleet, engine: engine, logs: logs, limits: configuration.dyno)
        diskGuard = DiskGuard(fleet: fleet, engine: engine, logs: logs, configuration: configuration) { try Files.space(at: places) }
        memoryGuard = MemoryGuard(fleet: fleet, engine: engine, logs: logs)
        cycling = CycleKeeper(platform: platform, fleet: fleet, logs: logs)
        healthGuard = HealthGuard(platform: platform, fleet: fleet, engine: engine, logs: logs)
        link = try RouterLink(path: root.routerSocket, fleet: fleet) { keeper.exits.drained($0) }
        let orphans = OrphanDeploys(platform: platform, fleet: fleet, logs: logs, sweepBuilds: sweepBuilds)
        sleepers = SleepKeeper(platform: platform, fleet: fleet) { [link] in link.quiet() }
        reconciler = Reconciler(
            platform: platform,
            fleet: fleet,
            engine: engine,
            keeper: keeper,
            router: link,
            orphans: orphans,
            sleepers: sleepers,
            logs: logs
        )
        let oneOffs = OneOffs(fleet: fleet, engine: engine, keeper: keeper, logs: logs, limits: configuration.dyno)
        cron = CronKeeper(platform: platform, fleet: fleet, oneOffs: oneOffs, logs: logs)
        keys = KeySyncKeeper(platform: platform, fleet: fleet)
        certificates = CertificateKeeper(platform: platform, fleet: fleet, logs: logs)
        drains = DrainKeeper(platform: platform, fleet: fleet, logs: logs)
        let courier = NotifyCourier(platform: platform, fleet: fleet)
        let watch = NotifyWatch(platform: platform, fleet: fleet, drains: drains) { try Files.space(at: places) }
        notify = NotifyKeeper(platform: platform, fleet: fleet, watch: watch, courier: courier)
        upkeep = StorageUpkeep(platform, fleet, logs, store)
        rollouts = Rollouts(
            platform: platform,
            fleet: fleet,
            engine: engine,
            printed: keeper.printed,
            logs: logs,
            router: link,
            upkeep: upkeep,
            patience: patience
        )
        let services = LiveRunner(
            fleet: fleet,
            logs: logs,
            rollouts: rollouts,
            oneOffs: oneOffs,
            cron: cron,
            sessions: DynoSessions(fleet: fleet, engine: engine),
            router: link,
            drains: drains,
            courier: courier,
            layers: store
        )
        previews = PreviewKeeper(platform: platform, fleet: fleet, services: services) { app, ref in try orphans.refTarget(app, ref) }
        server = try ControlServer(platform: platform, desk: RequestDesk(platform, services))
    }

    /// Puts right what has another owner or mode than it needs, in all of an installation, and ends.
    package static func mend(_ root: InstallationRoot) throws {
        let configuration = try ConfigurationFile.load(root: root)
        try RootFolders(root, configuration).make()
        guard Files.exists(root.ledger) else { return }
        // During an upgrade a runner of the version before is still at work.
        let ledger = try Ledger(root, as: .onlooker)
        for repair in ledger.repairs { Diagnostics.say("put right: \(repair)") }
        let platform = Platform(root: root, configuration: configuration, ledger: ledger)
        let apps = try platform.ledger.read { try $0.appsWithRepositories() }
        try RepositoryPlaces(platform).settle(apps, thoroughly: true)
    }

    package func start() throws {
        try sweepBuilds()
        let found = try engine.prepare()
        try beginLogs(found)
        keeper.adopt(found)
        link.adopt(found.map(\.spec.id))
        // A disk that is full keeps nobody from being looked after.
        let platform = platform
        let insistence = Insistence { [fleet] in fleet.read(\.stopping) }
        insistence.on("write the keys that may come in") { try Keys(platform).writeAuthorizedKeys() }
        insistence.on("sweep what creating apps has left") { try UnfinishedRepositories.sweep(platform.root) }
        insistence.on("bring back what belongs to an app whose destroying was cut short") {
            for app in try platform.ledger.read({ try $0.apps() }) {
                for path in try AppBelongings(platform.root, of: app).comeBack() {
                    Diagnostics.say("\(app.name) was not destroyed: \(path) is back")
                }
            }
        }
        insistence.on("settle the places of repositories") {
            try RepositoryPlaces(platform).settle(try platform.ledger.read { try $0.appsWithRepositories() })
        }
        inBackground("repositories") { [self] in
            RepositoryUpkeep(platform, logs).bringUpToDate { fleet.read(\.stopping) }
        }
        logs.start()
        engine.deliver(to: keeper)
        routerLog.start()
        link.start()
        diskGuard.start()
        storageGuard.start()
        cron.start()
        keys.start()
        sleepers.start()
        previews.start()
        memoryGuard.start()
        healthGuard.start()
        cycling.start()
        certificates.start()
        drains.start()
        notify.start()
        upkeep.start(wasCut: life.wasCut)
        server.run(try server.listen())
        let reconciler = self.reconciler
        inBackground("reconciler") { reconciler.run() }
    }

    /// What dynos say that were another app's of a name, or of an app that is there no more, is in nobody's log.
    private func beginLogs(_ found: [FoundDyno]) throws {
        let first = try platform.ledger.read { try $0.firstDeploys() }
        for (app, deploy) in first { logs.begin(app, since: deploy) }
        for dyno in found where first[dyno.spec.slot.app] == nil { logs.end(dyno.spec.slot.app) }
    }

    /// Ends our work; the dynos go on.
    package func stop() {
        fleet.update { $0.stopping = true }
        server.letWaitersKnow()
        logs.flush()
        drains.stop()
        life.end()
    }
}
