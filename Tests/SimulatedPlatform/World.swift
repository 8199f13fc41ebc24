import Model
import Planning

/// One installation with one app, whose processes are entries in tables. What a process does at one moment is one effect, and
/// between any two effects another process works, or one dies, or all do. What they decide is decided by the real `DeployMachine`,
/// `DeploySettlement`, `WantedApp`, `FleetPlan`, `StartQueue`, `RoutePlan`, `DynoRoutes`, `RouterLinks`, `OneOffPlace`, `Errand`
/// and `CronTurn`.
package final class World {
    enum Holder: Hashable { case push(Int), change(Int), builder(Int), runner }

    let app: AppName
    var random: SplitMix
    var now: Int64 = 1_000
    /// Whether `trace` is kept.
    let isTraced: Bool
    package internal(set) var trace: [String] = []
    /// Promises that were broken.
    package internal(set) var faults: [String] = []
    package internal(set) var sightings = Sightings()

    // What outlives every process, and a machine that goes down.
    var ledger = SimulatedLedger()
    /// Where `main` is.
    var ref: CommitID?
    /// `main.lock` is there: git moves the ref, or died while it did.
    var isRefLocked = false
    /// The table that the router has on disk.
    var saved = RouteTable(version: 0, apps: [])

    // What the kernel holds.
    var appLock: Holder?
    var buildLock: Holder?
    var isDiskFull = false
    var containers: [String: Container] = [:]

    /// What somebody has set the clock by, seconds; and whether anybody has, and by more than an hour.
    var wallSet: Int64 = 0
    var wasSet = false
    var wasSetFar = false
    /// Since when it is calm.
    var calmAt: Int64 = 0
    /// The wall's clock, seconds since 1970: a hundred times as fast as the other, which it meets nowhere. It stands while it is calm.
    var wall: Int64 { 1_800_000_000 + wallSet + (isCalm ? calmAt : now) / 10 }

    var oneOffs: [OneOff] = []
    var oneOffOf: [String: Int] = [:]
    /// Times of jobs that were run.
    var jobTimes: Set<JobTime> = []
    /// Of the jobs of each app.
    var policies: [String: CronJob.Concurrency] = [:]

    var pushes: [Push] = []
    var builders: [Builder] = []
    var workers: [Worker] = []
    var runner: RunnerProcess?

    /// Nothing new begins, and nobody dies any more.
    var isCalm = false
    /// One-off dynos that are to end while it is calm.
    var overstays: [String: Overstay] = [:]
    let flaw: Flaw?
    private var lastNumber = 0

    static let exit = DynoExit.Limits(drainMilliseconds: 2_000, stopMilliseconds: 1_000)
    static let limits: DynoExit.Limits = {
        var limits = exit
        limits.unsavedMilliseconds = 6_000
        limits.killAgainMilliseconds = 500
        return limits
    }()
    static let endpoint = DynoEndpoint(address: "10.0.0.1", port: 1)
    static let bootMillisecondsMax: Int64 = 4_000
    static let serveMillisecondsMax: Int64 = 20_000
    static let restarts = RestartPolicy(firstPauseMilliseconds: 10, pauseMillisecondsMax: 1_000, recoveredMilliseconds: 5_000)

    /// How long a one-off dyno may take: less than hanging up is tried, or more.
    let oneOffMilliseconds: Int64

    package init(app: AppName, seed: UInt64, isTraced: Bool = false, flaw: Flaw? = nil) {
        self.app = app
        self.flaw = flaw
        self.isTraced = isTraced
        random = SplitMix(seed: seed)
        oneOffMilliseconds = seed.isMultiple(of: 2) ? 8_000 : 60_000
    }

    func number() -> Int {
        lastNumber += 1
        return lastNumber
    }

    func note(_ line: @autoclosure () -> String) {
        if isTraced { trace.append("\(now) \(line())") }
    }

    func fault(_ line: String) {
        note("BROKEN: \(line)")
        faults.append(line)
    }

    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    var isGitAtWork: Bool { pushes.contains(where: \.isGitAlive) }

    func isGitAtWork(besides push: Int) -> Bool { pushes.contains { $0.isGitAlive && $0.id != push } }
}
