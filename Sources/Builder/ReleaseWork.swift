import Git
import Glibc
import Ledger
import Linux
import Model
import Operations
import Wire

/// The second half of a deploy: the ref has moved, so the release is made and the routes are switched.
struct ReleaseWork {
    private let readiness: Readiness
    private var push: BuildOrder.Push
    private var workshop: Workshop { readiness.workshop }

    init(_ readiness: Readiness, _ push: BuildOrder.Push) {
        self.readiness = readiness
        self.push = push
    }

    func run() throws {
        var work = self
        if let preview = try workshop.complaining({ try PreviewBuild(workshop).find(push) }) { work.push = preview }
        try work.release()
    }

    private func release() throws {
        if let prepared = try workshop.complaining({ try releasePrepared() }) { return try serve(released: prepared) }
        // Where the gate was passed by, nothing is prepared yet.
        try workshop.complaining { try checkRef() }
        try runWhole()
    }

    /// Both halves at once, of what the ref has been moved to already.
    func runWhole() throws {
        let deploy = try Preparation(readiness, push).run()
        try workshop.complaining { _ = try workshop.ledger.write { try $0.release(deploy, now: Moment.wallMicroseconds()) } }
        var work = self
        // Made by this push, where its gate was passed by.
        if let preview = try workshop.complaining({ try PreviewBuild(workshop).find(push) }) { work.push = preview }
        try work.serve(released: deploy)
    }

    private func serve(released deploy: Int64) throws {
        let (transcript, version) = try workshop.complaining { (try self.transcript(of: deploy), try self.version(of: deploy)) }
        var url = workshop.configuration.url(of: push.app)
        do {
            // What recovery has released may have been followed by another release.
            let isCurrent = try workshop.ledger.read { try $0.existing(push.app).currentDeploy == deploy }
            if isCurrent { url = try serve(deploy).url }
        } catch {
            let failure = DiskFailure.of(error, root: workshop.root.path) ?? (error as? Failure) ?? Failure(.internal, "\(error)")
            transcript.failure(
                Failure(failure.code, "v\(version) is released, but \(failure.message)", hint: failure.hint, detail: failure.detail)
            )
            throw failure
        }
        transcript.detail("Released v\(version)")
        try conclude(transcript, url)
    }

    /// A runner that is started anew at this moment, as in an upgrade, finds the release by itself: asked again, it says so.
    private func serve(_ deploy: Int64) throws -> ServeRelease.Answer {
        let end = Moment.monotonicMilliseconds() + Self.runnerMilliseconds
        while true {
            do {
                return try ControlClient(root: workshop.root).ask(ServeRelease(app: push.app.first, deploy: deploy))
            } catch let failure as Failure where failure.code == .unavailable && Moment.monotonicMilliseconds() < end {
                _ = poll(nil, 0, 200)
            }
        }
    }

    private static let runnerMilliseconds: Int64 = 5_000

    /// What runs now is said last; of what does not, what it lacks.
    private func conclude(_ transcript: PushTranscript, _ url: String) throws {
        let idle = try AppFormation(workshop.platform).idleness(push.app)
        if let idle {
            transcript.blank()
            transcript.warning(idle.message, hint: idle.hint(isHere: false))
            if idle.reason == .noTypes { return }
        } else {
            let web = try workshop.ledger.read { try AppFormation.webDynos(of: $0.existing(push.app), $0) }
            transcript.detail("\(web > 0 ? url : push.app.shown) deployed to Renga")
        }
        try sayPreview(transcript)
        transcript.blank()
        transcript.plain("Verifying deploy... done.")
    }

    /// How it goes away again.
    private func sayPreview(_ transcript: PushTranscript) throws {
        guard push.app != push.repository else { return }
        let remove = "git push heroku \(ShellQuoting.quote(":" + (push.ref.isPreview ? push.ref.short : push.ref.text)))"
        transcript.detail("A preview of \(push.repository): it goes with its branch: \(remove)")
        let days = workshop.configuration.preview.daysMax
        if days > 0 { transcript.detail("or after \(days) days without a push") }
    }

    /// Releases what pre-receive has prepared, or finds that recovery was faster; nil where there is nothing. One
    /// transaction: nobody gives the deploy up between the look and the release.
    private func releasePrepared() throws -> Int64? {
        // There is no such preview yet.
        guard !push.isOfPreview else { return nil }
        return try workshop.ledger.write { db in
            let app = try db.existing(push.app)
            let prepared = try db.unsettledDeploys(app.id).last { $0.state == .prepared && isOurs($0) }
            guard let deploy = try prepared ?? lastPush(of: app, db), isOurs(deploy) else { return nil }
            _ = try db.release(deploy.id, now: Moment.wallMicroseconds())
            return deploy.id
        }
    }

    /// Opens the sealed config of every release: asked where nothing is prepared.
    private func lastPush(of app: AppRow, _ db: Transaction) throws -> DeployRow? {
        try db.releases(app.id, limit: .max).first { $0.deploy.kind == .push }?.deploy
    }

    /// A push to the repository's path holds no lock between its hooks: another may have moved the ref by now, and what is
    /// older than that is not to serve.
    private func checkRef() throws {
        let target = try workshop.git.target(ofRef: push.ref, in: workshop.root.repository(push.repository))
        guard target != push.new else { return }
        throw Failure(
            .conflict,
            "`\(push.ref.short)` is at \(target?.short ?? "nothing") by now, so that this push is not released",
            hint: "`\(workshop.command) releases -a \(push.app)` tells what serves"
        )
    }

    private func isOurs(_ deploy: DeployRow) -> Bool {
        deploy.kind == .push && deploy.ref == push.ref && deploy.commit == push.new
    }

    private func transcript(of deploy: Int64) throws -> PushTranscript {
        let build = try workshop.ledger.read { try $0.deploy(deploy)?.build }
        return try PushTranscript(
            log: build.map { workshop.root.buildLog(push.app, $0) },
            bytesMax: workshop.configuration.build.logBytesMax
        )
    }

    private func version(of deploy: Int64) throws -> Int {
        guard let version = try workshop.ledger.read({ try $0.releaseVersion(ofDeploy: deploy) }) else {
            throw Failure(.internal, "deploy \(deploy) is a release and has no version")
        }
        return version
    }
}
