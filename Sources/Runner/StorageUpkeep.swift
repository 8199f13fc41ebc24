import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox

/// Keeps the disk from filling up: after a release, after an app was destroyed, and a few times a day. Nobody waits for it.
final class StorageUpkeep: Sendable {
    private static let pauseMilliseconds: Int64 = 6 * 3_600_000
    private static let restMilliseconds: Int32 = 100

    private let platform: Platform
    private let fleet: Fleet
    private let store: LayerStore
    private let repositories: RepositoryUpkeep

    init(_ platform: Platform, _ fleet: Fleet, _ logs: AppLogs, _ store: LayerStore) {
        self.platform = platform
        self.fleet = fleet
        repositories = RepositoryUpkeep(platform, logs)
        self.store = store
    }

    /// The rounds that follow no release: what was unused for long enough goes, and neighbours in a shared store hear of us.
    /// - Parameter wasCut: the machine stopped before the runner did.
    func start(wasCut: Bool) {
        if wasCut {
            inBackground("verify") { [self] in
                Diagnostics.attempt("look at the layers, since the machine stopped in the middle of its work") {
                    try verify(freshOnes: true)
                }
            }
        }
        inBackground("upkeep") { [self] in
            CurrentThread.yieldToOthers()
            while !fleet.read(\.stopping) {
                Diagnostics.attempt("remove what destroyed apps have left") { try removeGraves() }
                Diagnostics.attempt("remove whole archives of slugs") { try WholeSlugs(platform, tree: store.path).drop() }
                sweep()
                fleet.rest(Self.pauseMilliseconds)
                // Not at the start: a machine that boots has other things to do.
                Diagnostics.attempt("ask Debian which fixed packages wait") { try askForPackageNews() }
                Diagnostics.attempt("look at layers that were not looked at for long") { try verify(freshOnes: false) }
            }
        }
    }

    /// Lets go of old slugs of an app, then removes all that apps have let go of.
    func run(after app: AppName) {
        // Whoever has pushed still waits for git's last words.
        _ = poll(nil, 0, Self.restMilliseconds)
        Diagnostics.attempt("remove what \(app) needs no more") {
            repositories.run(try platform.ledger.read { try $0.host(of: app) })
            // Behind whoever builds now, so that what is being built is not taken for old.
            do {
                let lock = try FileLock.waiting(for: platform.root.buildLock(app))
                defer { withExtendedLifetime(lock) {} }
                // What runs stands on its layers, also where it leaves: removing them would empty it while it works.
                let running = fleet.read { state in
                    Set(state.dynos.values.filter { $0.spec.slot.app == app && $0.phase != .ended }.map(\.spec.slot.deploy))
                }
                try RetireSlugs(platform).run(app, running: running)
                try CacheUpkeep(platform.root, platform.configuration.build.disk).run(app)
                // The builder was in it to its end; whoever comes next makes it anew.
                ControlGroup(BuildLeftovers.group(of: app, platform.configuration)).remove()
            }
        }
        sweep()
        // It reads all of them, and no lock that a push waits for is held any more.
        CurrentThread.yieldToOthers()
        Diagnostics.attempt("put down what the layers of \(app) are") { try StoreKeeper(platform, store).seal(app) }
    }

    /// Each although another fails: a full disk is not to stay full of what could go.
    private func sweep() {
        Diagnostics.attempt("remove what apps have let go of") { try sweepDoomed() }
        Diagnostics.attempt("remove layers that nothing names") { try LayerUpkeep(platform, store).run() }
        Diagnostics.attempt("remove locks of apps that are gone") { try AppGraves(platform).removeLocks() }
    }

    private func verify(freshOnes: Bool) throws {
        _ = try StoreKeeper(platform, store).verify(freshOnes: freshOnes, isCancelled: { fleet.read(\.stopping) }) { Diagnostics.say($0) }
    }

    private static let newsMicroseconds: Int64 = 20 * 3_600_000_000

    /// For `status`, which asks nobody: once a day for all that apps stand on.
    private func askForPackageNews() throws {
        let apps = try platform.ledger.read { db in
            try db.apps().compactMap { app in try AppBase.manifest(of: app, db).map { (app.name, AppBase.packaged($0)) } }
        }
        for (app, layers) in apps where !fleet.read(\.stopping) {
            let askedAt = store.packageNews(of: layers)?.askedAt ?? 0
            guard askedAt + Self.newsMicroseconds < Moment.wallMicroseconds() else { continue }
            // One whose answer does not come keeps nobody from being asked for.
            Diagnostics.attempt("ask which fixed packages wait for \(app)") {
                try BuilderChild(root: platform.root).run(["news", "--app", app.text], SilentClient()) { fleet.read(\.stopping) }
            }
        }
    }

    /// What destroyed apps have left, of which nobody waits for more than that it is away.
    private func removeGraves() throws {
        for words in try AppGraves(platform).remove() { Diagnostics.say(words) }
    }

    private func sweepDoomed() throws {
        for app in try platform.ledger.read({ try $0.appsWithDoomed() }) {
            let lock = try FileLock.waiting(for: platform.root.buildLock(app))
            defer { withExtendedLifetime(lock) {} }
            try StorageSweep(platform) { try self.store.remove($0) }.run(app)
        }
    }
}
