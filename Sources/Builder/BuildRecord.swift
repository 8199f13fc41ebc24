import Git
import Ledger
import Linux
import Model
import Operations
import Planning
import Wire

/// A build in the ledger, and its log.
struct BuildRecord {
    let app: AppRow
    let deploy: Int64
    let number: Int64
    let logPath: String
    let actor: String
    let kind: DeployKind
    /// The base system that it is to stand on; nil: the one that the release that serves has.
    let base: String?
    /// As it was pushed.
    let commit: CommitID
    /// What it runs with: the app's, and at its first deploy those that app.json brings.
    private(set) var config: [String: String]
    /// Nothing that was pushed was released yet.
    let isFirst: Bool
    /// The release that serves meanwhile.
    let currentVersion: Int?
    private let ledger: Ledger

    static func open(_ workshop: Workshop, _ push: BuildOrder.Push) throws -> BuildRecord {
        let now = Moment.wallMicroseconds()
        let record = try workshop.ledger.write { db in
            let app = try db.existing(push.app)
            let actor = try push.upgrade?.actor ?? push.key.flatMap { try db.key($0)?.owner } ?? "root"
            let kind: DeployKind = push.upgrade == nil ? .push : .stack
            let number = try db.nextBuild(app.id)
            let config = try db.configVars(app.id)
            var new = NewDeploy(
                app: app.id,
                kind: kind,
                ref: kind.isRecordedByRef ? push.ref : nil,
                commit: push.new,
                config: config,
                description: push.upgrade?.description ?? "Deploy \(push.new.short)",
                actor: actor,
                build: number
            )
            if kind == .push, !push.isRebuild { new.origin = push.origin ?? "" }
            let deploy = try db.insertDeploy(new, now: now)
            let version = try db.servingVersion(app)
            return BuildRecord(
                app: app,
                deploy: deploy,
                number: number,
                logPath: workshop.root.buildLog(push.app, number),
                actor: actor,
                kind: kind,
                base: push.upgrade?.base,
                commit: push.new,
                config: config,
                isFirst: try db.lastPushedRef(app.id) == nil && db.wishes(app.id) == nil,
                currentVersion: version,
                ledger: workshop.ledger
            )
        }
        try workshop.buildLogs.begin(push.app, record.number)
        try RetireBuildLogs(workshop.platform).run(push.app)
        return record
    }

    /// The build with more config vars, in the ledger as well: a release takes them over.
    func with(config: [String: String], wishes: String) throws -> BuildRecord {
        try ledger.write { try $0.beginFirstDeploy(deploy, of: app.id, config: config, wishes: wishes) }
        var record = self
        record.config = config
        return record
    }

    /// How it ends where it is refused: Heroku's first words, what serves, and where all of it is to be read again.
    func verdict(_ push: BuildOrder.Push, _ command: String) -> Failure {
        let serving = currentVersion.map { "v\($0) goes on serving" } ?? "nothing was deployed yet"
        // It goes, and its log with it.
        let isKept = app.preview == nil || !isFirst
        let what = kind == .stack ? "Stack not upgraded" : push.isRebuild ? "Build failed" : "Push rejected"
        return Failure(
            .refused,
            "\(what): nothing has changed, \(serving).",
            hint: isKept ? "This output again: \(command) builds:output \(number) -a \(app.name)" : "There is no preview \(app.name)."
        )
    }

    /// The runner says in the app's log what becomes of a build; where it is told, it does so at once.
    func tell(_ workshop: Workshop) {
        // Best effort: it looks into the ledger every few seconds anyway.
        _ = try? ControlClient(root: workshop.root).ask(TellNews(app: app.name.first))
    }

    /// The same, for who has more to do: the runner's answer is worth no wait.
    func tellBeside(_ workshop: Workshop) {
        // Best effort, as above.
        try? BackgroundThread.detached("news") { [self] in tell(workshop) }
    }

    func move(_ event: DeployMachine.Event) throws {
        try ledger.write { _ = try $0.move(deploy, event, now: Moment.wallMicroseconds()) }
    }
}
