import GRDB
import Ledger
import Model
import Planning
import Testing

@Suite("Rows of what people are told") struct NotifyRowsTests {
    private let fixture: LedgerFixture
    private var ledger: Ledger { fixture.ledger }
    private var shop: AppName { fixture.app.name }

    init() throws { fixture = try LedgerFixture() }

    private func target(_ text: String = "mail:root", of app: AppName? = nil) throws -> Int64 {
        try ledger.write {
            try $0.insertNotifyTarget(
                NotifyTarget(text),
                [.crash, .push],
                secret: "rns_1",
                token: "\(text)\(app?.text ?? "")",
                of: app,
                now: 9
            )
        }
    }

    @Test func `one that is damaged takes no other with it, of drains as of those who are told`() throws {
        _ = try target("mail:root", of: shop)
        let second = try target("https://hooks.example.com/x")
        try ledger.write { db in
            for number in 1...2 {
                try db.insertDrain(DrainURL("syslog://logs.example.com:\(number)"), token: "d.\(number)", of: fixture.app.id, now: 1)
            }
            try db.execute(sql: "UPDATE notify_targets SET sealed = 'sealed:AAAA' WHERE id != ?", arguments: [second])
            try db.execute(sql: "UPDATE drains SET sealed = (SELECT sealed FROM drains WHERE token = 'd.2') WHERE token = 'd.1'")
        }
        let targets = try ledger.read { try $0.notifyTargets() }
        #expect(targets.map { try? $0.target.get().text } == [nil, "https://hooks.example.com/x"])
        #expect(targets.map(\.events) == [[.crash, .push], [.crash, .push]] && targets.map(\.app) == [shop, nil])
        let drains = try ledger.read { try $0.drains() }
        #expect(drains.map { try? $0.drain.url.get().port } == [nil, 2])
        #expect(try ledger.read { try $0.drains(fixture.app.id) }.map(\.token) == ["d.1", "d.2"])
    }

    @Test func `causes are kept, changed and forgotten, and go with their app`() throws {
        let causes = [
            NotifyCause(app: shop, .crash(type: "web", dynos: ["web.1"], crashes: 3, how: "exited", lines: ["a"]), since: 1),
            NotifyCause(app: shop, .push(by: "ada", commit: nil, build: 3, reason: "no"), since: 2),
            NotifyCause(app: nil, .disk(left: "1M", floor: 5), since: 3),
        ]
        try ledger.write { db in for cause in causes { try db.keep(NotifyRecord(cause, changedAt: 4)) } }
        var said = NotifyRecord(causes[0], stage: .said, changedAt: 5, begunAt: 5, saidAt: 6, returns: 2)
        try ledger.write { try $0.keep(said) }
        #expect(
            try Set(ledger.read { try $0.notifyRecords() }) == [
                said, NotifyRecord(causes[1], changedAt: 4), NotifyRecord(causes[2], changedAt: 4),
            ]
        )
        said.cause = NotifyCause(app: AppName("gone"), causes[0].matter, since: 1)
        try ledger.write { db in
            try db.keep(said)
            try db.forget(causes[2].key)
            try db.deleteApp(fixture.app.id)
        }
        #expect(try ledger.read { try $0.notifyRecords() }.isEmpty)
    }

    @Test func `a cause that cannot be read is named, with why, and takes no other with it`() throws {
        let causes = ["web", "worker", "clock"].map {
            NotifyCause(app: shop, .crash(type: $0, dynos: ["\($0).1"], crashes: 3, how: "exited", lines: []), since: 1)
        }
        try ledger.write { db in
            for cause in causes { try db.keep(NotifyRecord(cause, stage: .said, changedAt: 4)) }
            try db.execute(sql: "UPDATE notify_causes SET matter = '{' WHERE subject = 'worker'")
            try db.execute(sql: "UPDATE notify_causes SET stage = 'sung' WHERE subject = 'clock'")
        }
        let (records, broken) = try ledger.read { try $0.notifyCauses() }
        #expect(records.map(\.key.subject) == ["web"])
        #expect(Set(broken.map(\.words)) == ["crash worker of shop", "crash clock of shop"])
        #expect(broken.contains { $0.why.contains("`sung` is no stage") })
        try ledger.write { db in for cause in broken { try db.forget(cause) } }
        #expect(try ledger.read { try $0.notifyCauses() }.broken.isEmpty && ledger.read { try $0.notifyRecords() }.count == 1)
    }

    @Test func `messages wait in their order, with a bound, and what is given up is counted`() throws {
        let id = try target()
        func message(_ number: Int) -> NotifyMessage {
            NotifyText.test(nil, by: "ada", id: "\(number)", at: 0, sender: "localhost")
        }
        try ledger.write { db in for number in 1...5 { try db.insertNotifyMessage(message(number), to: id, now: 1, waitingMax: 3) } }
        let row = try #require(try ledger.read { try $0.notifyTarget(id) })
        #expect(row.waiting == 3 && row.lost == 2)
        let first = try #require(try ledger.read { try $0.nextNotifyMessage(to: id, after: 0) })
        #expect(try first.message.get().id == "3")
        #expect(try ledger.read { try $0.notifyDue(now: 10) } == [id])
        try ledger.write { db in
            try db.noteNotifyRejection(first.id)
            try db.noteNotNotified(id, "it answers 404", now: 10, next: 40)
        }
        #expect(try ledger.read { try $0.notifyDue(now: 39) }.isEmpty && ledger.read { try $0.notifyDue(now: 40) } == [id])
        // By a clock that was ahead when it was written down.
        #expect(try ledger.read { try $0.notifyDue(now: 39 - 30 * 86_400_000_000) } == [id])
        #expect(try ledger.read { try $0.nextNotifyMessage(to: id, after: 0)?.rejections } == 1)
        try ledger.write { try $0.noteNotNotified(id, "it answers 500", now: 50, next: 90) }
        let failing = try #require(try ledger.read { try $0.notifyTarget(id) })
        #expect(failing.failures == 2 && failing.failingSince == 10 && failing.error == "it answers 500")
        try ledger.write { db in
            try db.giveUpNotifyMessage(first.id)
            try db.noteNotified(id, now: 60)
        }
        let after = try #require(try ledger.read { try $0.notifyTarget(id) })
        #expect(after.lost == 3 && after.waiting == 2 && after.error == nil && after.failures == 0 && after.deliveredAt == 60)
    }

    @Test func `of the last hour are counted by app`() throws {
        try ledger.write { db in
            try db.noteNotifySaid(shop, now: 10, since: 0)
            try db.noteNotifySaid(shop, now: 20, since: 0)
            try db.noteNotifySaid(nil, now: 20, since: 0)
        }
        #expect(try ledger.read { try $0.notifySaid(since: 5) } == [shop: 2, nil: 1])
        #expect(try ledger.read { try $0.notifySaid(since: 10) } == [shop: 1, nil: 1])
        // What was said by a clock that was ahead takes nobody's messages for a month.
        let month: Int64 = 30 * 86_400_000_000
        try ledger.write { try $0.noteNotifySaid(nil, now: month, since: month - 3_600_000_000) }
        #expect(try ledger.read { try $0.notifySaid(since: 15) }[nil] == nil)
        try ledger.write { db in
            try db.noteNotifySaid(shop, now: 20, since: 5)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM notify_said WHERE said_at > 1000") == 0)
            try db.noteNotifySaid(shop, now: 20, since: 5)
            try db.noteNotifySaid(nil, now: 20, since: 5)
        }
        // Whoever makes and destroys apps has no more of them for that.
        try ledger.write { try $0.deleteApp(fixture.app.id) }
        let said = try ledger.read { try $0.notifySaid(since: 5) }
        #expect(said[nil] == 1 && said.values.reduce(0, +) == 3 && said[shop] == nil)
    }

    @Test func `a refused build is the first since one was taken, and a cancelled one is none`() throws {
        func build(_ number: Int64, _ state: DeployState, _ reason: String? = nil, cancelledBy: String? = nil) throws {
            let id = try fixture.deploy(.failed)
            try ledger.write { db in
                try db.execute(
                    sql: "UPDATE deploys SET build = ?, state = ?, reason = ?, cancelled_by = ?, settled_at = ? WHERE id = ?",
                    arguments: [number, state.rawValue, reason, cancelledBy, number * 10, id]
                )
            }
        }
        func refused() throws -> [Int64] { try ledger.read { try $0.refusedBuilds() }.map(\.number) }
        #expect(try refused().isEmpty)
        try build(1, .failed, "no")
        try build(2, .failed, "still no")
        #expect(try refused() == [1])
        try build(3, .building)
        #expect(try refused() == [1])
        try build(4, .committed)
        #expect(try refused().isEmpty)
        try build(5, .failed, "the build was cancelled: the client went away")
        try build(6, .failed, "gone", cancelledBy: "ada")
        #expect(try refused().isEmpty)
        try build(7, .failed, "no")
        #expect(try refused() == [7] && ledger.read { try $0.refusedBuilds() }.first?.at == 70)
    }
}
