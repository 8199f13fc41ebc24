import Ledger
import Linux
import Model
import Operations
import Sandbox
import Synchronization
import Wire

/// What a runner would do, done at once or written down: requests run over a real ledger, and no dyno does.
package final class StubRunner: RunnerServices {
    package struct Script: Sendable {
        /// What was asked of it, in order.
        package var heard: [String] = []
        /// The one-off dynos that were asked for, in order.
        package var ordered: [OneOffOrder] = []
        package var routerAnswers = true
        package var logIsBroken = false
        package var logLines: [String] = []
        package var dynos: [DynoSummary] = []
        /// What keeps dynos from coming up.
        package var bootFailure: Failure?
        package var reports: [RouterReport] = []
        package var versions: [String: [String]] = [:]
        package var stacks: [StackDefinition] = []
        package var storageSizes: [String: FolderSize] = [:]
        package var memoryUse: [AppName: Int64] = [:]
        package var keptStorage: KeptStorage?
        /// What the program that builds does, and what comes of it.
        package var build: @Sendable ([String]) throws -> Void = { _ in }
        /// The same of a command that is no dyno.
        package var command: @Sendable (ReleaseCommand.Order) throws -> Void = { _ in }
        /// What happens before a release is made.
        package var release: @Sendable () throws -> Void = {}
    }

    private let ledger: Ledger
    private let root: InstallationRoot
    private let script = Mutex(Script())

    init(_ ledger: Ledger, _ root: InstallationRoot) { (self.ledger, self.root) = (ledger, root) }

    package var ordered: [OneOffOrder] { script.withLock { $0.ordered } }
    package var heard: [String] { script.withLock { $0.heard } }
    package func set(_ change: (inout Script) -> Void) { script.withLock { change(&$0) } }

    private func hear(_ text: String) { script.withLock { $0.heard.append(text) } }

    package func wake() { hear("wake") }
    package func awaitRoutes() -> Bool {
        hear("await routes")
        return script.withLock { $0.routerAnswers }
    }
    package func wakeCertificates() { hear("wake certificates") }
    package func wakeDrains() { hear("wake drains") }
    package func wakeNotify() { hear("wake notify") }
    package func deliver(_ message: NotifyMessage, to target: NotifyTargetRow) { hear("deliver \(message.subject) to \(target.id)") }
    package func drainState(_ token: String) -> DrainState? { nil }
    package func log(_ app: AppName, _ text: String) { hear("log \(app): \(text)") }
    package func beginLog(_ app: AppName) { hear("begin log \(app)") }
    package func endLog(_ app: AppName) { hear("end log \(app)") }
    package func readLog(_ app: AppName, _ query: LogQuery, to client: any Client) throws {
        let (isBroken, lines) = script.withLock { ($0.logIsBroken, $0.logLines) }
        if isBroken { throw SystemError("read", "a log", code: 22) }
        try client.log(lines.filter { Array($0.utf8).withUnsafeBytes(query.wants) })
    }
    package func logRelease(_ lines: [String], of deploy: Int64, _ app: AppName) { hear("release \(deploy) of \(app): \(lines)") }

    package func awaitBoot(_ app: AppName, _ deploy: Int64, _ client: any Client) throws -> BootCandidates.Answer {
        try client.line("booting")
        return BootCandidates.Answer(milliseconds: 12, answers: ["web.1": 200])
    }

    package func awaitServing(_ app: AppName, _ deploy: Int64) throws -> ServeRelease.Answer {
        ServeRelease.Answer(version: 3, url: "http://\(app).localhost/")
    }

    package func release(_ change: ReleaseChange, _ client: any Client) throws -> MadeRelease {
        hear("release by \(change.purpose)\(change.runsRelease ? "" : ", without its release command")")
        try script.withLock { $0.release }()
        return try ledger.write { db in
            let app = try db.existing(change.app)
            let new = try change.make(db, app, try app.currentDeploy.flatMap { try db.deploy($0) })
            let deploy = try db.insertDeploy(new, now: Moment.wallMicroseconds())
            return MadeRelease(version: try db.release(deploy, now: Moment.wallMicroseconds()), message: new.description)
        }
    }

    package func run(_ order: OneOffOrder, _ streams: DynoStreams) throws -> (id: String, name: String) {
        script.withLock { $0.ordered.append(order) }
        hear("run \(order.line) of \(order.deploy) by \(order.actor)")
        return ("\(order.app).run.4821", "run.4821")
    }

    package func run(_ job: AppCron.Entry, of cron: AppCron, actor: String) throws -> String {
        try run(cron.order(job, actor: actor), .logged).name
    }

    package func awaitEnd(of dyno: String, in app: AppName, _ client: any Client) throws -> AwaitDyno.Answer {
        hear("await the end of \(dyno)")
        return AwaitDyno.Answer(status: 3)
    }

    package func enter(
        _ dyno: String,
        of app: AppName,
        _ process: InnerProcess,
        _ streams: DynoStreams
    ) throws -> (id: String, session: String) {
        hear("enter \(dyno) with \(process.line)")
        return ("\(app).\(dyno)", "s1")
    }

    package func awaitEnd(of session: String, inDyno dyno: String, of app: AppName, _ client: any Client) throws -> AwaitDyno.Answer {
        hear("await the end of \(session) in \(dyno)")
        return AwaitDyno.Answer(status: 4)
    }

    package func run(_ order: ReleaseCommand.Order, _ client: any Client) throws {
        hear("\(order.kind.rawValue) of \(order.app): \(order.command)")
        _ = try StoragePlaces(root).make(order.mounts, uid: order.uid)
        try script.withLock { $0.command }(order)
    }

    package func build(_ words: [String], _ client: any Client) throws {
        hear("build \(words.joined(separator: " "))")
        try script.withLock { $0.build }(words)
    }

    package func store() throws -> StoreSummary {
        StoreSummary(directory: "/layers", kinds: [], budgetBytes: 0, changed: [], unverified: 0)
    }
    package func sweepStore() throws -> StoreSweep {
        hear("sweep the store")
        return StoreSweep()
    }
    package func verifyStore(_ client: any Client) throws -> StoreVerification { StoreVerification() }

    package func stacks() throws -> [StackDefinition] { script.withLock { $0.stacks } }

    package func preview(_ app: AppName, tree: Int32, _ client: any Client) throws {
        hear("preview \(app)")
        let bytes = try readSome(from: tree) ?? []
        try client.bytes(Int64(bytes.count)) { try writeAll(bytes, to: $0) }
    }

    package func sweep(afterDestroying app: AppName) { hear("sweep \(app)") }
    package func dynos(of app: AppName, versions: [Int64: Int], commands: [String: String]) -> [DynoSummary] {
        script.withLock { $0.dynos }
    }
    package func awaitDynos(_ app: AppName, _ names: Set<String>, anew: Bool, _ client: any Client) throws -> DynosUp {
        hear("await \(names.sorted().joined(separator: ", ")) of \(app)\(anew ? " anew" : "")")
        if let failure = script.withLock({ $0.bootFailure }) { throw failure }
        return DynosUp(dynos: Dictionary(grouping: names) { String($0.prefix { $0 != "." }) }.mapValues(\.count), milliseconds: 900)
    }
    package func stop(_ app: AppName, _ names: Set<String>) -> [String] {
        let running = script.withLock { $0.dynos }.filter { ["up", "starting"].contains($0.state) && names.contains($0.name) }.map(\.name)
        hear("stop \(running.joined(separator: ", ")) of \(app)")
        return running
    }
    package func memoryUse(of app: AppName?) -> [AppName: Int64] { script.withLock { $0.memoryUse } }
    package func storageSizes(of app: AppName) -> [String: FolderSize] { script.withLock { $0.storageSizes } }
    package func routerReports() -> [RouterReport] { script.withLock { $0.reports } }
    package var state: RunnerState {
        RunnerState(
            routerConnected: true,
            routesVersion: 7,
            dynos: 2,
            routesComplaint: nil,
            keptStorage: script.withLock { $0.keptStorage }
        )
    }

    package var isStopping: Bool { false }

    package func certificate(_ pem: String) throws(Failure) -> (details: CertificateDetails, pem: String) {
        throw Failure(.invalid, "there is no private key")
    }

    package func versions(stack: String) throws -> [String: [String]] { script.withLock { $0.versions } }

    package func note(_ text: String) { hear("note \(text)") }
}
