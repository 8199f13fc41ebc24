import Git
import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox
import YAML

/// The first half of a deploy: everything that can fail, from the pushed tree to dynos that answer, while git still
/// holds the ref.
struct Preparation {
    private let workshop: Workshop
    private let planner: PlannerChild?
    private var push: BuildOrder.Push

    init(_ readiness: Readiness, _ push: BuildOrder.Push) {
        workshop = readiness.workshop
        planner = readiness.planner
        self.push = push
    }

    private var turn: BuildWait { BuildWait(workshop, push.app) }

    /// Leaves a deploy in the state `prepared`, or throws after the pusher was told why.
    @discardableResult
    func run() throws -> Int64 {
        guard let preview = try workshop.complaining({ try PreviewBuild(workshop).open(push) }) else { return try build() }
        var own = self
        own.push = preview.push
        do {
            return try own.build()
        } catch {
            // All or nothing: an app of which nothing was ever released is none.
            if preview.isNew { PreviewBuild(workshop).end(preview.push.app) }
            throw error
        }
    }

    private func build() throws -> Int64 {
        // From the first on: a build before this one may have left the group without a share.
        let pace = BuildPace(yield: BuildPriority(workshop.configuration).yield)
        pace.begin()
        defer { pace.end() }
        // Both get ready while we wait for our turn and look after what came before.
        let (planner, group) = try workshop.complaining {
            try workshop.interruption.begin()
            try RepositoryFiles.check(workshop.root.repository(push.repository))
            let child = try self.planner ?? PlannerChild.start(workshop.root)
            try child.look(into: workshop.root.repository(push.repository), of: workshop.git, quarantine: push.quarantine)
            return (child, try BuildGroup(workshop, push.app, with: child.processes))
        }
        let lock = try workshop.complaining { try turn.ofApp() }
        defer { withExtendedLifetime(lock) {} }
        let record = try workshop.complaining {
            try settleEarlier()
            // What was let go of has to be gone before this build looks for what it can use again.
            try StorageSweep(workshop.platform) { try workshop.store.remove($0) }.run(push.app)
            let record = try BuildRecord.open(workshop, push)
            let (ledger, deploy) = (workshop.ledger, record.deploy)
            // Where the ledger cannot be read, it is a stop as any other.
            workshop.interruption.askWhoCancels { (try? ledger.read { try $0.canceller(ofDeploy: deploy) }) ?? nil }
            try lock.leaveWorker(on: deploy)
            return record
        }
        record.tellBeside(workshop)
        let transcript = try PushTranscript(log: record.logPath, bytesMax: workshop.configuration.build.logBytesMax)
        transcript.mask = SecretMask(record.config)
        transcript.commands = PushedCommands(workshop.command, of: push.app)
        let (log, bytesMax, verdict) = (record.logPath, workshop.configuration.build.logBytesMax, record.verdict(push, workshop.command))
        // Where the build does not come to its own end in time: a transcript of its own, since ours may be in the middle of a line.
        workshop.interruption.atLast { failure in
            guard let transcript = try? PushTranscript(log: log, bytesMax: bytesMax) else { return StandardError.say(failure) }
            transcript.rejection(failure, verdict)
        }
        transcript.watch()
        defer { transcript.endWatch() }
        do {
            let place = try turn.ofAll(transcript)
            try prepare(Build(workshop: workshop, record: record, transcript: transcript), planner, group, place)
            workshop.interruption.end()
            return record.deploy
        } catch {
            let floor = workshop.configuration.disk
            let failure =
                workshop.interruption.cause?.failure(workshop.root) ?? DiskFailure.of(error, root: workshop.root.path, floor: floor)
                ?? Self.failure(error)
            transcript.rejection(failure, verdict)
            try record.move(.failed(reason: failure.message))
            record.tell(workshop)
            throw failure
        }
    }

    /// What an earlier push left half done comes to its end before this one begins.
    private func settleEarlier() throws {
        let settle = SettleDeploys(workshop.platform) { app, ref in
            try workshop.git.target(ofRef: ref, in: workshop.root.repository(app))
        }
        _ = try settle.run(push.app, quarantine: push.quarantine)
    }

    private static func failure(_ error: any Error) -> Failure {
        switch error {
        case let failure as Failure: failure
        case let error as GitError: error.failure
        default: Failure(.internal, "\(error)", hint: "this is a fault of the platform, not of the app; the same push may be tried again")
        }
    }

    private func prepare(_ build: Build, _ planner: PlannerChild, _ group: BuildGroup, _ place: BuildQueue.Place) throws {
        let (pushed, planned, stack) = try build.plan(push, planner)
        // The planner has limits of its own, and needs no longer than the kernel for this.
        if let problem = group.settle() { build.transcript.warning(problem.message, hint: problem.hint) }
        planner.end()
        let build = try build.applying(planned)
        // Whatever ends the build.
        defer { build.networks.end() }
        if planned.processesAreKnown { try keepWeb(planned, pushed, build.record) }
        // Once as files, once in an archive.
        let bytes = 2 * pushed.entries.reduce(DiskRoom.bytesMin) { $0 + $1.size }
        try DiskRoom(workshop.platform).check("this push", needs: bytes, of: push.app)
        let objects = PushedObjects(workshop, push)
        defer { objects.end() }

        var layers = try build.baseLayers(planned, stack)
        try build.expectSteps(planned, layers)
        layers.files = try build.sourceLayers(pushed, planned, objects)
        layers.submodules = try build.submoduleLayers(planned, layers)
        try build.fetchBuildpacks(planned, &layers)
        try build.runSteps(planned, pushed, &layers, objects)
        build.networks.letGo()
        let plan = try build.addProcesses(to: planned, layers)
        if !planned.processesAreKnown { try keepWeb(plan, pushed, build.record) }

        build.say(processes: plan)
        let slug = try build.makeSlug(plan, pushed, layers)
        build.networks.end()
        // Nothing of it may come to be after the deploy was given up.
        defer { slug.storing.join() }
        // What comes now waits more than it works: others may build.
        place.leave()
        try build.runReleaseCommand(slug)
        if let command = planned.first?.postdeploy { try build.runPostdeploy(command, slug) }
        try build.bootCandidates(slug)
    }

    /// A push that would take a serving app down is refused: before anything is built, where its process types are known.
    private func keepWeb(_ plan: BuildPlan, _ pushed: PushedTree, _ record: BuildRecord) throws {
        let refusal = LostWeb.refusal(
            push.app,
            web: try workshop.ledger.read { try AppFormation.webDynos(of: record.app, $0) },
            serving: record.currentVersion.map { "v\($0)" } ?? "the release before",
            types: plan.dynoTypes.map(\.type),
            tree: pushed.names,
            example: plan.exampleOfWeb,
            command: workshop.command
        )
        if let refusal { throw refusal }
    }
}
