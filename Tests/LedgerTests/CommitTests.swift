import GRDB
import Ledger
import Model
import Planning
import Testing

@Suite("A deploy in the ledger") struct CommitTests {
    @Test func `committed twice is committed once`() throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy()
        let first = try fixture.ledger.write { try $0.release(deploy, now: 3) }
        let second = try fixture.ledger.write { try $0.release(deploy, now: 4) }
        #expect(first == 1 && second == 1)
        let releases = try fixture.ledger.read { try $0.releases(fixture.app.id) }
        #expect(releases.map(\.version) == [1] && releases.map(\.createdAt) == [3])
    }

    @Test func `becomes the current release with its config vars at once`() throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy(config: ["A": "1"])
        _ = try fixture.ledger.write { try $0.release(deploy, now: 3) }
        let (app, vars, state) = try fixture.ledger.read { db in
            (try db.app(id: fixture.app.id), try db.configVars(fixture.app.id), try db.deploy(deploy)?.state)
        }
        #expect(app?.currentDeploy == deploy && vars == ["A": "1"] && state == .committed)
    }

    @Test func `is among the releases once it is one, the newest release first`() throws {
        let fixture = try LedgerFixture()
        let deploys = [try fixture.deploy(), try fixture.deploy(), try fixture.deploy()]
        for deploy in [deploys[2], deploys[0]] { _ = try fixture.ledger.write { try $0.release(deploy, now: 3) } }
        #expect(try fixture.ledger.read { try $0.releases(among: Set(deploys)) } == [deploys[0], deploys[2]])
        #expect(try fixture.ledger.read { try $0.releases(among: [deploys[1]]) } == [])
    }

    @Test func `that was given up is not committed any more`() throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy()
        try fixture.ledger.write { _ = try $0.move(deploy, .settled(.abort(reason: "it crashed")), now: 3) }
        #expect { try fixture.ledger.write { try $0.release(deploy, now: 4) } } throws: {
            ($0 as? Failure)?.message.contains("it crashed") ?? false
        }
        #expect(try fixture.ledger.read { try $0.releases(fixture.app.id) }.isEmpty)
    }

    @Test func `that was committed is not given up any more`() throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy()
        _ = try fixture.ledger.write { try $0.release(deploy, now: 3) }
        for late in [DeployMachine.Event.failed(reason: "too late"), .settled(.abort(reason: "too late"))] {
            #expect { try fixture.ledger.write { try $0.move(deploy, late, now: 4) } } throws: {
                ($0 as? Failure)?.message.contains("is a release already") ?? false
            }
        }
        let row = try fixture.ledger.read { try $0.deploy(deploy) }
        #expect(row?.state == .committed && row?.reason == nil)
    }

    @Test func `a write that throws leaves nothing behind`() throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy()
        #expect(throws: Failure.self) {
            try fixture.ledger.write { db in
                _ = try db.release(deploy, now: 3)
                throw Failure(.internal, "in the middle")
            }
        }
        let (app, state) = try fixture.ledger.read { (try $0.app(id: fixture.app.id), try $0.deploy(deploy)?.state) }
        #expect(app?.currentDeploy == nil && state == .prepared)
    }

    @Test(arguments: [DeployState.building, .booting, .prepared])
    func `is unsettled until it is committed or given up`(_ state: DeployState) throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy(state)
        #expect(try fixture.ledger.read { try $0.unsettledDeploys() }.map(\.id) == [deploy])
        try fixture.ledger.write { _ = try $0.move(deploy, .settled(.abort(reason: "no")), now: 3) }
        #expect(try fixture.ledger.read { try $0.unsettledDeploys(fixture.app.id) }.isEmpty)
    }

    @Test func `a destroyed app takes its rows along`() throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy(config: ["A": "1"])
        _ = try fixture.ledger.write { try $0.release(deploy, now: 3) }
        try fixture.ledger.write { try $0.deleteApp(fixture.app.id) }
        let rows = try fixture.ledger.read { db in
            try ["deploys", "releases", "config_vars", "formation"].map { try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") }
        }
        #expect(rows == [0, 0, 0, 0])
    }

    @Test func `uids of destroyed apps are given again, those of living ones never twice`() throws {
        let fixture = try LedgerFixture()
        let uids = try fixture.ledger.write { db in
            let second = try db.insertApp(.named("second"), stack: "debian-13", uidBase: 20000, now: 1)
            try db.deleteApp(fixture.app.id)
            let third = try db.insertApp(.named("third"), stack: "debian-13", uidBase: 20000, now: 1)
            return [second.uid, third.uid]
        }
        #expect(uids == [20001, 20000])
    }
}
