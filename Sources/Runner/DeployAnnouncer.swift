import Ledger
import Linux
import Model
import Operations
import Planning
import Synchronization

/// Says in apps' logs what became of their deploys: looked up in the ledger, so that a line comes late where somebody died,
/// and never not at all.
final class DeployAnnouncer: Sendable {
    private let platform: Platform
    private let logs: AppLogs
    /// What was said and is not in the ledger yet: a disk that is full keeps that, and no line comes twice.
    private let said = Mutex<[Int64: DeployNews.Stage]>([:])
    private let isMarking = Mutex(false)

    init(platform: Platform, logs: AppLogs) {
        self.platform = platform
        self.logs = logs
    }

    func look() {
        do {
            let rows = try platform.ledger.read { try $0.deployNews() }
            let known = Set(rows.map(\.deploy.id))
            said.withLock { said in said = said.filter { known.contains($0.key) } }
            for row in rows { say(row) }
            mark()
        } catch {
            Diagnostics.say("cannot say what became of deploys: \(error)")
        }
    }

    private func say(_ row: DeployNewsRow) {
        let deploy = row.deploy
        let recorded = DeployNews.Stage(rawValue: row.announced) ?? .told
        let news = DeployNews(
            kind: deploy.kind,
            state: deploy.state,
            description: deploy.description,
            actor: deploy.actor,
            reason: deploy.reason,
            version: row.version,
            serving: row.serving
        )
        let (begun, ended, next) = news.lines(after: said.withLock { $0[deploy.id] ?? recorded })
        let lines =
            (begun.map { [Self.line($0, deploy.createdAt)] } ?? [])
            + ended.map { Self.line($0, row.settledAt ?? Moment.wallMicroseconds()) }
        if !lines.isEmpty { logs.append(row.app, lines) }
        if next != recorded { said.withLock { $0[deploy.id] = next } }
    }

    private static func line(_ text: String, _ time: Int64) -> LogLine { LogLine(.app, "api", text, at: Moment.text(time)) }

    /// Nobody who waits for a deploy waits for this. One at a time.
    private func mark() {
        let news = said.withLock { $0 }
        guard !news.isEmpty,
            isMarking.withLock({ isMarking in
                defer { isMarking = true }
                return !isMarking
            })
        else { return }
        inBackground("announced") { [self] in
            defer { isMarking.withLock { $0 = false } }
            do {
                try platform.ledger.write { db in for (deploy, stage) in news { try db.announced(deploy, stage.rawValue) } }
            } catch {
                Diagnostics.say("cannot record what was said of deploys: \(error)")
            }
        }
    }
}
