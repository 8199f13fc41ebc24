import Ledger
import Linux
import Model
import Planning

/// Brings the keys that came from a team's list to what the list says now.
package struct KeySync {
    private static let setting = "keys.sync"

    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    /// What came of the last look that was no try; nil: there was none.
    package func last() throws -> KeySyncReport? {
        guard let text = try platform.ledger.read({ try $0.setting(Self.setting) }) else { return nil }
        var report = try JSONCoder.decode(KeySyncReport.self, from: Array(text.utf8))
        report.everyMinutes = platform.configuration.keys.minutes
        return report
    }

    /// - Parameters:
    ///   - isTry: nothing is changed, nor written down.
    ///   - confirmed: how many keys may go, by somebody's word.
    /// - Throws: why nothing was changed, which is written down as well.
    package func run(isTry: Bool = false, confirmed: Int? = nil, isCancelled: () -> Bool) throws -> KeySyncReport {
        guard platform.configuration.keys.isSet else {
            throw Failure(
                .notFound,
                "no list of keys is set",
                hint: "name a file or a command in \(platform.root.configuration), keys.file or keys.command, and restart renga-runner"
            )
        }
        let source = KeySource(platform)
        do {
            let list = try TeamKeysFile(try source.read(isCancelled: isCancelled)).keys
            guard !isTry else { return try platform.ledger.read { try self.report(self.plan(list, $0), source, count: list.count) } }
            // The file of keys is written only where something changes.
            let plan = try platform.ledger.read { try self.plan(list, $0) }
            try plan.check(confirmed: confirmed)
            let report =
                try plan.isEmpty
                ? self.report(plan, source, count: list.count) : Keys(platform).change { try carryOut(list, confirmed, source, $0) }
            try note(report)
            return report
        } catch let failure as Failure {
            if !isTry, failure.code != .cancelled {
                try note(
                    KeySyncReport(
                        source: source.name,
                        at: Moment.text(),
                        added: [],
                        removed: [],
                        kept: [],
                        count: 0,
                        refusal: failure.message
                    )
                )
            }
            throw Failure(failure.code, "the keys of \(source.name) stay as they are: \(failure.message)", hint: failure.hint)
        }
    }

    private func plan(_ list: [TeamKey], _ db: Transaction) throws -> KeySyncPlan {
        let known = try db.keys().map {
            KeySyncPlan.Known(id: $0.id, owner: $0.owner, fingerprint: $0.fingerprint, isSynced: $0.isSynced, isDeployKey: $0.app != nil)
        }
        let administrators = try Set(db.people().filter { $0.standing == .administrator }.map(\.name))
        return KeySyncPlan(
            list.map { .init(owner: $0.name, fingerprint: Keys.fingerprint(of: $0.key)) },
            known: known,
            administrators: administrators
        )
    }

    /// Planned once more, in the transaction that changes them.
    private func carryOut(_ list: [TeamKey], _ confirmed: Int?, _ source: KeySource, _ db: Transaction) throws -> KeySyncReport {
        let plan = try self.plan(list, db)
        try plan.check(confirmed: confirmed)
        let now = Moment.wallMicroseconds()
        let keys = Dictionary(list.map { (Keys.fingerprint(of: $0.key), $0) }, uniquingKeysWith: { first, _ in first })
        for key in plan.removed { try db.deleteKey(key.id) }
        for listed in plan.added {
            guard let key = keys[listed.fingerprint] else { continue }
            if try db.person(key.name) == nil { try db.insertPerson(key.name, .person, addedBy: "keys:sync", now: now) }
            _ = try db.insertKey(key.key, owner: key.name, fingerprint: listed.fingerprint, isSynced: true, now: now)
        }
        let what = [("Add", plan.added.map(\.owner)), ("Remove", plan.removed.map(\.owner))].filter { !$0.1.isEmpty }
            .map { "\($0.0) keys of \(Set($0.1).sorted().prefix(10).joined(separator: ", "))" }
        try db.insertActivity("Sync keys: \(what.joined(separator: "; "))", of: nil, by: "keys:sync", from: nil, now: now)
        return report(plan, source, count: list.count)
    }

    private func report(_ plan: KeySyncPlan, _ source: KeySource, count: Int) -> KeySyncReport {
        KeySyncReport(
            source: source.name,
            at: Moment.text(),
            added: plan.added.map { .init(owner: $0.owner, fingerprint: $0.fingerprint) },
            removed: plan.removed.map { .init(owner: $0.owner, fingerprint: $0.fingerprint) },
            kept: plan.kept + (plan.needsConfirmation ? ["so many go at once with --confirm \(plan.removed.count) alone"] : []),
            count: count
        )
    }

    private func note(_ report: KeySyncReport) throws {
        var report = report
        // What was written before in another form says nothing of its time.
        if report.refusal != nil { report.succeededAt = (try? last())?.currentAt }
        let text = String(decoding: try JSONCoder.encode(report), as: UTF8.self)
        try platform.ledger.write { try $0.set(Self.setting, to: text) }
    }
}
