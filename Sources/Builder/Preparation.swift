import Git
import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import YAML

/// The first half of a deploy: everything that can fail, from the pushed tree to dynos that answer, while git still
/// holds the ref.
struct Preparation {
    private let workshop: Workshop
    private let push: BuildOrder.Push

    init(_ workshop: Workshop, _ push: BuildOrder.Push) {
        self.workshop = workshop
        self.push = push
    }

    /// Leaves a deploy in the state `prepared`, or throws after the pusher was told why.
    @discardableResult
    func run() throws -> Int64 {
        let lock = try FileLock.waiting(for: workshop.root.buildLock(push.app))
        defer { withExtendedLifetime(lock) {} }
        let record = try BuildRecord.begin(workshop, push)
        record.tell(workshop)
        let transcript = try PushTranscript(log: record.logPath, bytesMax: workshop.configuration.build.logBytesMax)
        do {
            try prepare(record, transcript)
            return record.deploy
        } catch {
            let floor = workshop.configuration.disk
            let failure = DiskFailure.of(error, root: workshop.root.path, floor: floor) ?? Self.failure(error)
            transcript.endOutput()
            transcript.failure(failure)
            transcript.warning("Push rejected: nothing has changed, \(record.servingWords).", hint: nil)
            try record.fail(failure.message)
            record.tell(workshop)
            throw failure
        }
    }

    private static func failure(_ error: any Error) -> Failure {
        switch error {
        case let failure as Failure: failure
        case let error as GitError: error.failure
        default: Failure(.internal, "\(error)", hint: "this is a fault of the platform, not of the app; the same push may be tried again")
        }
    }

    private func prepare(_ record: BuildRecord, _ transcript: PushTranscript) throws {
        let path = workshop.root.repository(push.app)
        let quarantine = try checkedQuarantine(path)
        let repository = try Repository(at: path, quarantine: quarantine)
        let pushed = try PushedTree(repository, path: path, quarantine: quarantine, push, limits: workshop.configuration.build)
        let (plan, stack) = try PlanWork(workshop, record).plan(pushed, transcript)
        try keepWeb(plan, pushed, record)
        // Once as files, once in an archive.
        let bytes = 2 * pushed.entries.reduce(DiskRoom.bytesMin) { $0 + $1.size }
        try DiskRoom(workshop.platform).check("this push", needs: bytes, of: push.app)

        var base = BaseLayers(workshop, transcript)
        let layers = try base.make(plan, stack)
        let source = try SourceLayer(workshop, record).make(pushed, plan, repository)
        let steps = try StepWork(workshop, record, transcript).run(plan, pushed, source: source, base: layers, repository)

        PlanWork.say(processes: plan, transcript)
        let slug = try SlugWork(workshop, record, transcript).make(plan, pushed, source: source, steps: steps, base: layers)
        try ReleasePhase(workshop, record, transcript).run(slug)
        try Candidates(workshop, record, transcript).boot(slug)
    }

    /// A push that would take a serving app down is refused before anything is built.
    private func keepWeb(_ plan: BuildPlan, _ pushed: PushedTree, _ record: BuildRecord) throws {
        let refusal = LostWeb.refusal(
            push.app,
            web: try workshop.ledger.read { try ScaleApp.webDynos(of: record.app, $0) },
            serving: record.currentVersion.map { "v\($0)" } ?? "the release before",
            types: plan.dynoTypes.map(\.type),
            tree: pushed.tree,
            command: workshop.command
        )
        if let refusal { throw refusal }
    }

    /// Only git's own place for incoming objects is read besides the repository.
    private func checkedQuarantine(_ repository: String) throws -> String? {
        guard let quarantine = push.quarantine else { return nil }
        let path = quarantine.hasPrefix("/") ? quarantine : "\(repository)/\(quarantine)"
        guard let real = Files.real(path), let base = Files.real(repository), real.hasPrefix(base + "/objects/") else {
            throw Failure(.invalid, "`\(quarantine)` is not a quarantine of \(repository)")
        }
        return real
    }
}
