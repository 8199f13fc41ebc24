import Model
import Planning

/// What one life of renga-runner knows: it ends with it.
final class RunnerProcess {
    /// What the rest of the round will do, one effect after the other.
    enum Effect {
        case orphans, orphanRef, orphanMove, orphansEnd, look, publish
        case action(FleetPlan.Action)
    }

    struct Dyno: TrackedDyno {
        let spec: DynoSpec
        var phase = ObservedDyno.Phase.starting
        var startedAt: Int64
        var changedAt: Int64
        var launchedAt: Int64?
        var routes = DynoRoutes()
        var errand = Errand()
        var isSilent = false
        var killedAt: Int64?
        /// It ended, by itself or because it did not come up.
        var hasEnded = false
    }

    /// A conversation that waits: `boot` or `serve`.
    struct Request {
        enum Kind { case boot, serve }
        /// `lost`: whoever was asked is gone.
        enum Reply { case done, bootFailed, failed, lost }
        let id: Int
        let kind: Kind
        let deploy: Int64
        /// It is answered from what a round has seen that began after it.
        let round: Int
        let giveUpAt: Int64
        var isExcused = false
        var hasHungUp = false
        /// Decided; what follows from it for the deploy may not be done yet.
        var verdict: Reply?
        var reply: Reply?
    }

    /// A thread that starts a one-off dyno; of a job it looks after it until it ends.
    struct Run {
        enum Step { case make, place, folder, launch, answer, watch }
        let oneOff: Int
        var step: Step
        var deploy: Int64?
    }

    /// What the thread of jobs does next.
    enum CronStep: Equatable { case resume, look, begin, write(String, Int64, Int) }

    /// `config:set` or `rollback`.
    struct Change {
        enum Step { case lock, insert, command, boot, booted, release, served }
        let id: Int
        let kind: DeployKind
        let isBad: Bool
        var step = Step.lock
        var hasHungUp = false
        var deploy: Int64?
        var request: Int?
        var isExcused = false
    }

    var program: [Effect] = []
    var round = 0
    var roundsDone = 0
    var wanted: WantedApp?
    var dynos: [String: Dyno] = [:]
    var histories: [DynoSlot: RestartPolicy.History] = [:]
    var links = RouterLinks()
    var table = RouteTable(version: 0, apps: [])
    var appliedVersion: UInt64 = 0
    var savedVersion: UInt64 = 0
    /// The app sleeps, and somebody waits for it.
    var isAwaited = false
    var attended: Set<Int64> = []
    var requests: [Request] = []
    var changes: [Change] = []
    /// Dynos whose folder is made, and whose process is to be started by a thread of its own.
    var launching: [String] = []
    var runs: [Run] = []
    /// One-off dynos whose clients wait, and how those ended that have.
    var awaited: Set<Int> = []
    var finished: [String: Int64] = [:]
    var cron = CronStep.resume
    var cronQueue: [String] = []
    var cronNow: Int64 = 0
    var startedAt: Int64 = 0
    /// Whether the app was there at the last look.
    var seesApp = true
    var pending: [Int64] = []
    var target: CommitID?
    var mayMove = false

    var ids: [String] { dynos.keys.sorted() }

    func isRouted(_ id: String) -> Bool { table.apps.contains { $0.backends.contains { $0.id == id } } }

    func lookAtRoutes(now: Int64) {
        for place in dynos.values.indices { dynos.values[place].look(applied: appliedVersion, now: now) }
    }

    var observed: [ObservedDyno] { ids.compactMap { dynos[$0]?.observed(saved: savedVersion) } }
}
