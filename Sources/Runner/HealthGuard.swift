import Linux
import Model
import Operations
import Planning
import Synchronization

/// Asks dynos that are up what their app wants them to be asked, and has those replaced that fail to answer: by a restart, so that
/// one serves on where its successor does no better.
final class HealthGuard: Sendable {
    private static let lookMilliseconds: Int64 = 1_000

    let fleet: Fleet
    let engine: any DynoEngine
    let launches: DynoLaunches
    let logs: AppLogs
    let turns = CheckTurns(8)
    private let replacement: DynoReplacement
    private let healths = Mutex<[String: SteadyHealth]>([:])

    init(platform: Platform, fleet: Fleet, engine: any DynoEngine, logs: AppLogs) {
        self.fleet = fleet
        self.engine = engine
        self.logs = logs
        launches = DynoLaunches(platform)
        replacement = DynoReplacement(platform: platform, fleet: fleet, logs: logs)
    }

    func start() {
        inBackground("health") { [self] in
            while !fleet.read(\.stopping) {
                look(now: Moment.monotonicMilliseconds())
                fleet.rest(Self.lookMilliseconds)
            }
        }
    }

    /// Begins the questions that are due.
    func look(now: Int64) {
        let questions = fleet.read { $0.dynos.values.filter { $0.phase == .up }.flatMap(Question.of) }
        let due = healths.withLock { healths in
            let names = Set(questions.map(\.name))
            healths = healths.filter { names.contains($0.key) }
            return questions.filter { question in
                let timing = question.timing
                let fresh = SteadyHealth(waitSeconds: timing.wait, attempts: timing.attempts, now: now)
                return healths[question.name, default: fresh].ask(now: now)
            }
        }
        for question in due { inBackground("check") { self.ask(question) } }
    }

    private func ask(_ question: Question) {
        let failure = failure(question)
        let now = Moment.monotonicMilliseconds()
        let isOver = healths.withLock { $0[question.name]?.answered(failure == nil, now: now) ?? false }
        if isOver, let failure { replace(question, failure) }
    }

    private func replace(_ question: Question, _ failure: String) {
        let times = question.timing.attempts
        let words = "Health check failed: \(failure)" + (times > 1 ? ", \(times) times in a row" : "")
        replacement.replace(question.spec, saying: words)
    }
}
