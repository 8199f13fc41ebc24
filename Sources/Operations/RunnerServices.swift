import Ledger
import Model
import Wire

/// What a request needs of the runner beside the ledger.
package protocol RunnerServices: Sendable {
    /// Has it look now at what the ledger wants.
    func wake()
    /// The same, and waits until the router serves accordingly; false where that takes too long.
    func awaitRoutes() -> Bool
    /// A certificate may be due that was not before.
    func wakeCertificates()
    /// There are other log drains than before.
    func wakeDrains()
    /// How one does; nil: nothing has come of it yet.
    func drainState(_ token: String) -> DrainState?

    /// Who is told of what goes wrong has changed.
    func wakeNotify()
    /// Sends a message now, and writes down what came of it.
    func deliver(_ message: NotifyMessage, to target: NotifyTargetRow)

    /// What the platform did for a person, in the app's log.
    func log(_ app: AppName, _ text: String)
    func beginLog(_ app: AppName)
    /// The app is being removed: what its last dynos say must not bring its log back.
    func endLog(_ app: AppName)
    func readLog(_ app: AppName, _ query: LogQuery, to client: any Client) throws
    func logRelease(_ lines: [String], of deploy: Int64, _ app: AppName)

    func awaitBoot(_ app: AppName, _ deploy: Int64, _ client: any Client) throws -> BootCandidates.Answer
    func awaitServing(_ app: AppName, _ deploy: Int64) throws -> ServeRelease.Answer
    /// Makes a release without a push: all or nothing, as a push is.
    func release(_ change: ReleaseChange, _ client: any Client) throws -> MadeRelease
    /// Runs a command that belongs to an app and is no dyno, in a cage that is one's; what it prints is the client's.
    func run(_ order: ReleaseCommand.Order, _ client: any Client) throws
    /// Has the program that builds do something, and hands on to the client what it says, as bytes.
    /// - Parameter words: the verb, and what it is about.
    func build(_ words: [String], _ client: any Client) throws
    /// The same for a plan of a tree: a descriptor, borrowed.
    func preview(_ app: AppName, tree: Int32, _ client: any Client) throws
    /// Removes what the app leaves once its last dyno has gone.
    func sweep(afterDestroying app: AppName)

    /// Waits until dynos of the formation are up as they are wanted.
    /// - Parameter anew: they were just asked for: what crashed before is forgotten.
    func awaitDynos(_ app: AppName, _ names: Set<String>, anew: Bool, _ client: any Client) throws -> DynosUp
    /// Takes dynos out of service now; the names of those that ran.
    func stop(_ app: AppName, _ names: Set<String>) -> [String]
    /// Starts a one-off dyno, and returns when it runs.
    func run(_ order: OneOffOrder, _ streams: DynoStreams) throws -> (id: String, name: String)
    /// The same for a job, now and left to itself; its name. How it ends is written down.
    func run(_ job: AppCron.Entry, of cron: AppCron, actor: String) throws -> String
    /// Waits for its end. Where the client goes, it is hung up.
    func awaitEnd(of dyno: String, in app: AppName, _ client: any Client) throws -> AwaitDyno.Answer
    /// Starts another process in a dyno that runs; its id, and that of the process.
    func enter(_ dyno: String, of app: AppName, _ process: InnerProcess, _ streams: DynoStreams) throws -> (id: String, session: String)
    func awaitEnd(of session: String, inDyno dyno: String, of app: AppName, _ client: any Client) throws -> AwaitDyno.Answer

    func dynos(of app: AppName, versions: [Int64: Int], commands: [String: String]) -> [DynoSummary]
    /// What the dynos of an app, or of each, hold of their memory, without copies of files.
    func memoryUse(of app: AppName?) -> [AppName: Int64]
    /// What each folder of an app that stays took when somebody looked last; one that is not named was not counted yet.
    func storageSizes(of app: AppName) -> [String: FolderSize]
    func routerReports() -> [RouterReport]
    var state: RunnerState { get }
    /// It is to end: who only waits is told so, and what has not begun is not begun any more.
    var isStopping: Bool { get }

    /// Reads a chain with its private key. What could not be served is refused.
    func certificate(_ pem: String) throws(Failure) -> (details: CertificateDetails, pem: String)
    /// What is in the store of layers.
    func store() throws -> StoreSummary
    /// Removes what nothing names.
    func sweepStore() throws -> StoreSweep
    /// Looks at all layers; the client hears how far it is.
    func verifyStore(_ client: any Client) throws -> StoreVerification
    /// The stacks of this installation.
    func stacks() throws -> [StackDefinition]
    /// The versions of toolchains that can be had on a stack, by toolchain.
    func versions(stack: String) throws -> [String: [String]]
    /// The runner's own words, for those who look after it.
    func note(_ text: String)
}
