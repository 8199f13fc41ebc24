import FoundationEssentials
import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox

@testable import Runner

/// A whole runner over a fake engine, with an app in its ledger and a router that takes everything.
final class RunnerScene {
    let folder: LogFolder
    let root: InstallationRoot
    let engine = FakeEngine()
    let router: StandInRouter
    let app: AppRow
    private(set) var runner: Runner?
    private var configuration = Configuration()
    private let patience: RouterPatience
    private let ledger: Ledger
    var limits: Configuration.DynoLimits { configuration.dyno }

    /// - Parameter stopSecondsMax: none for dynos that do not heed SIGTERM.
    init(
        _ processes: [String: String] = ["web": "serve"],
        _ formation: [String: Int] = ["web": 1],
        steady: SteadyCheck? = nil,
        checks: TypeChecks? = nil,
        cycleHours: Int = 0,
        oneOffsMax: Int = 20,
        stopSecondsMax: Int = 600,
        predestroy: String? = nil,
        patience: RouterPatience = RouterPatience()
    ) throws {
        self.patience = patience
        folder = try LogFolder()
        guard let root = InstallationRoot(folder.path + "/root") else { throw Failure(.internal, folder.path) }
        self.root = root
        let folders = [root.path, root.run, root.routerDirectory, root.locks, root.logs, root.slugs, root.layers]
        for path in folders { try Files.makeDirectory(path) }
        configuration.users.git = "root"
        configuration.users.router = "root"
        configuration.dyno.settleMilliseconds = 0
        configuration.dyno.stopSecondsMax = stopSecondsMax
        configuration.dyno.cycleHours = cycleHours
        configuration.dyno.oneOffsMax = oneOffsMax
        // The runner's own guard comes when it likes, and finds what a test's finds.
        configuration.dyno.storageBytesMax = 100_000
        ledger = try Ledger(root, as: .keeper)
        let row = try ledger.write { try $0.insertApp(AppName.named("shop"), stack: "debian-13", uidBase: 20_000, now: 1) }
        app = row
        var manifest = SlugManifest(
            app: row.name,
            commit: try Self.commit(),
            stack: "debian-13",
            buildpacks: ["Script"],
            layers: [],
            processes: processes,
            release: nil,
            environment: [:],
            versions: [:]
        )
        manifest.steady = steady
        manifest.predestroy = predestroy
        manifest.checks = checks.map { checks in processes.mapValues { _ in checks } }
        let text = String(decoding: try JSONEncoder().encode(manifest), as: UTF8.self)
        try ledger.write { db in
            try db.insertSlug("slug", manifestJSON: text, bytes: 1, now: 1)
            for (type, quantity) in formation { try db.setFormation(row.id, type: type, quantity: quantity) }
        }
        router = try StandInRouter(root)
    }

    private static func commit() throws -> CommitID {
        guard let commit = CommitID(String(repeating: "a", count: 40)) else { throw Failure(.internal, "no commit") }
        return commit
    }

    func start() throws {
        let store = try LayerStore(root, configuration)
        let runner = try Runner(root: root, configuration: configuration, engine: engine, store: store, patience: patience) {}
        self.runner = runner
        try runner.start()
    }

    deinit { runner?.stop() }

    /// A deploy whose dynos boot, as while a builder waits for it.
    func boot() throws -> Int64 {
        let deploy = try ledger.write { db in
            try db.insertDeploy(
                NewDeploy(app: app.id, kind: .push, state: .booting, slug: "slug", config: [:], description: "Deploy", actor: "alice"),
                now: 2
            )
        }
        runner?.fleet.update { _ = $0.attended.insert(deploy) }
        runner?.fleet.wake()
        return deploy
    }

    func release(_ deploy: Int64) throws {
        try ledger.write { db in
            try db.move(deploy, .answered, now: 3)
            _ = try db.release(deploy, now: 3)
        }
        runner?.fleet.wake()
    }

    func scale(_ type: String, _ quantity: Int) throws {
        try ledger.write { try $0.setFormation(app.id, type: type, quantity: quantity) }
        runner?.fleet.wake()
    }

    /// - Parameter after: in seconds; nil: never.
    func sleep(after seconds: Int?, wholeApp: Bool = false) throws {
        try ledger.write { try $0.setSleep(app.id, seconds.map { SleepSettings(afterSeconds: $0, wholeApp: wholeApp) }) }
        runner?.fleet.wake()
    }

    func rename(to name: String) throws {
        try ledger.write { try $0.rename(app, to: AppName.named(name), now: 4) }
        runner?.fleet.wake()
    }

    func putToSleep(_ deploy: Int64) throws {
        try ledger.write { db in
            guard let settings = try db.sleep(app.id)?.settings else { throw Failure(.internal, "it never sleeps") }
            try db.putToSleep(app.name, deploy: deploy, settings, now: 1)
        }
        runner?.fleet.wake()
    }

    func restart(_ targets: String...) throws {
        _ = try ledger.write { try $0.restart(targets, of: app.id) }
        runner?.fleet.wake()
    }

    var rollouts: Rollouts? { runner?.rollouts }

    func refusal(_ body: (Rollouts) throws -> Void) throws -> Failure? {
        guard let rollouts else { throw Failure(.internal, "no runner was started") }
        do {
            try body(rollouts)
            return nil
        } catch let failure as Failure {
            return failure
        }
    }

    /// Waits for the nth dyno that is started; its id.
    func started(_ number: Int) -> String {
        engine.wait { $0.started.count >= number ? $0.started[number - 1] : nil } ?? "none"
    }

    func isUp(_ id: String) -> Bool {
        let isUp: Bool? = runner?.fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.dynos[id]?.phase == .up ? true : nil }
        return isUp == true
    }

    /// The app's log once it has a line with these words.
    func log(with words: String) throws -> String {
        let path = root.logs(app.name) + "/app.log"
        let end = Moment.monotonicMilliseconds() + 60_000
        while Moment.monotonicMilliseconds() < end {
            if Files.exists(path), case let text = try Files.text(path), text.contains(words) { return text }
            sched_yield()
        }
        throw Failure(.notFound, "the log says nothing of `\(words)`: \(Files.exists(path) ? try Files.text(path) : "it is empty")")
    }
}
