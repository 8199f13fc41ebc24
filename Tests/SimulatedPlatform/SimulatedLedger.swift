import Model
import Planning

/// The ledger's rows of one app. Each function is one transaction, and rows move as `Ledger/DeployMoves` moves them.
struct SimulatedLedger {
    struct Row {
        let id: Int64
        let kind: DeployKind
        let commit: CommitID?
        var state: DeployState
        /// Process types of its slug.
        var types: [String]?
        var reason: String?
        /// Its dynos never come up.
        let isBad: Bool
    }

    private(set) var rows: [Row] = [] { didSet { known = nil } }
    /// Deploys, oldest release first.
    private(set) var releases: [Int64] = [] { didSet { known = nil } }
    var formation: [String: Int] = [:] { didSet { known = nil } }
    /// Restarts and sizes.
    var orders = DynoOrders() { didSet { known = nil } }
    /// What was current when the app was put to sleep; nil: it was woken since. What sleeps is its web dynos, or all.
    private(set) var idleDeploy: Int64? { didSet { known = nil } }
    var sleepsWhole = false { didSet { known = nil } }
    static let sleepSeconds = 1
    /// Restarts are never given the same number twice.
    private(set) var restarts: Int64 = 0
    /// What is wanted since the last change of a row.
    private var known: WantedApp?
    /// What happened to rows that must not: a row that was settled has changed.
    private(set) var fault: String?
    /// The app is there; and which of those that had its name it is.
    private(set) var isThere = true
    private(set) var appNumber = 1
    /// Of this app.
    private(set) var firstDeploy: Int64 = 1 { didSet { known = nil } }
    var jobs = SimulatedJobs()
    /// The clock on the wall, seconds since 1970; when the current release was made.
    var wall: Int64 = 0
    private(set) var releasedAt: Int64 = 0

    var current: Int64? { releases.last }

    func row(_ id: Int64) -> Row { rows[Int(id) - 1] }

    var unsettled: [Row] { rows.filter { !$0.state.isSettled } }

    mutating func insert(_ kind: DeployKind, commit: CommitID? = nil, types: [String]? = nil, isMade: Bool, isBad: Bool) -> Int64 {
        let id = Int64(rows.count + 1)
        let state = DeployMachine.start(isMade: isMade)
        rows.append(Row(id: id, kind: kind, commit: commit, state: state, types: types, isBad: isBad))
        return id
    }

    @discardableResult
    mutating func move(_ id: Int64, _ event: DeployMachine.Event, types: [String]? = nil) throws(Failure) -> DeployState {
        let row = row(id)
        let next = try DeployMachine(kind: row.kind, state: row.state, reason: row.reason).next(event)
        guard next != row.state else { return next }
        if row.state.isSettled { fault = "deploy \(id) was \(row.state) and is \(next)" }
        rows[Int(id) - 1].state = next
        if let types { rows[Int(id) - 1].types = types }
        switch event {
        case .failed(let reason), .settled(.abort(let reason)): rows[Int(id) - 1].reason = reason
        case .made, .answered, .released, .settled(.commit): break
        }
        if next == .committed {
            releases.append(id)
            releasedAt = wall
        }
        return next
    }

    /// As `Ledger/SleepRow`: a release that follows is awake.
    mutating func putToSleep(_ deploy: Int64) { if deploy == current { idleDeploy = deploy } }
    mutating func wake() { idleDeploy = nil }

    /// All its rows, which stay here for those who judge.
    mutating func destroy() {
        isThere = false
        releases = []
        formation = [:]
        orders = DynoOrders()
        jobs = SimulatedJobs()
    }

    mutating func create() {
        isThere = true
        appNumber += 1
        firstDeploy = Int64(rows.count + 1)
    }

    /// - Returns: its number.
    mutating func restart(_ target: String) -> Int64 {
        restarts += 1
        orders.restarts[target] = restarts
        return restarts
    }

    mutating func wanted(_ app: AppName) -> WantedApp {
        if let known { return known }
        func deploy(_ row: Row) -> WantedApp.Deploy { WantedApp.Deploy(id: row.id, state: row.state, types: row.types) }
        let wanted = WantedApp(
            app: app,
            current: current.map { deploy(row($0)) },
            former: releases.dropLast().reversed(),
            unsettled: unsettled.map(deploy),
            formation: formation,
            orders: orders,
            serving: WantedServing(),
            sleep: WantedSleep(
                SleepSettings(afterSeconds: Self.sleepSeconds, wholeApp: sleepsWhole),
                since: current != nil && idleDeploy == current ? 1 : nil
            ),
            firstDeploy: firstDeploy
        )
        known = wanted
        return wanted
    }
}
