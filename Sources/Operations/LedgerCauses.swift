import Ledger
import Linux
import Model
import Planning

/// What is wrong as the ledger alone knows it: refused pushes, certificates and jobs.
package struct LedgerCauses {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    package func pushes() throws -> [NotifyCause] {
        try platform.ledger.read { try $0.refusedBuilds() }.map { row in
            NotifyCause(app: row.app, .push(by: row.actor, commit: row.commit, build: row.number, reason: row.reason), since: row.at)
        }
    }

    /// - Parameter now: seconds since 1970.
    package func certificates(now: Int64) throws -> [NotifyCause] {
        try platform.ledger.read { db in
            let rows = Dictionary(grouping: try db.certificates(), by: \.app)
            return try db.apps().flatMap { app -> [NotifyCause] in
                let isAutomatic = try db.hasAutomaticCertificates(app.id)
                let own = rows[app.id] ?? []
                guard isAutomatic || !own.isEmpty else { return [] }
                let attempts = isAutomatic ? try db.certificateAttempts(app.id) : [:]
                let names = platform.hosts(app.name) + (try db.domains(app.id).map(\.text))
                return names.compactMap { name in
                    let fitting = own.filter { $0.details.covers(name) }
                    let ends = fitting.map(\.details.notAfter).max()
                    let isAdded = fitting.contains { $0.kind == .added && $0.details.notAfter == ends }
                    let attempt = attempts[name]
                    let failures = isAdded || !isAutomatic ? nil : attempt?.failures ?? 0
                    guard CertificateRenewal.needsSomebody(notAfter: ends, failures: failures, now: now) else { return nil }
                    return NotifyCause(
                        app: app.name,
                        .certificate(host: name, error: failures == nil ? nil : attempt?.error, ends: ends),
                        since: failures == nil ? now * 1_000_000 : attempt?.triedAt ?? now * 1_000_000
                    )
                }
            }
        }
    }

    /// - Returns: jobs that failed, and those of which it is not known.
    package func cron() throws -> (failed: [NotifyCause], unknown: Set<NotifyKey>) {
        var failed: [NotifyCause] = []
        var unknown: Set<NotifyKey> = []
        let all = try platform.ledger.read { db in
            try db.appsWithFailedCronRuns().compactMap { app -> AppCron? in
                do { return try AppCron(of: app, db) } catch {
                    // Whoever runs jobs says why: those of other apps are told all the same.
                    unknown.formUnion(try db.cronRuns(app.id).keys.map { NotifyKey(app: app.name, event: .cron, subject: $0) })
                    return nil
                }
            }
        }
        for cron in all {
            for entry in cron.entries {
                guard let run = entry.run else { continue }
                switch CronOutcome(run.result) {
                case .well: break
                case .unknown: unknown.insert(NotifyKey(app: cron.app.name, event: .cron, subject: entry.key))
                case .failed:
                    let matter = NotifyMatter.cron(
                        key: entry.key,
                        id: entry.id,
                        command: entry.job.command,
                        dyno: run.dyno,
                        result: run.result ?? ""
                    )
                    // Its end, and not its beginning: whoever is added while it runs is told.
                    let since = run.endedAt ?? (run.plannedAt ?? run.seenAt) * 1_000_000
                    failed.append(NotifyCause(app: cron.app.name, matter, since: since))
                }
            }
        }
        return (failed, unknown)
    }
}
