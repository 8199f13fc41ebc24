import Ledger
import Model
import Planning
import Testing

@Suite("What app.json brings to the ledger") struct FirstDeployTests {
    private let wishes = "{\"addons\":[\"heroku-redis\"]}"

    private func begin(_ fixture: LedgerFixture, answers: Bool = true) throws -> Int64 {
        let deploy = try fixture.deploy(.building, config: ["OWN": "1"])
        try fixture.ledger.write { db in
            try db.beginFirstDeploy(deploy, of: fixture.app.id, config: ["OWN": "1", "KEY": "made"], wishes: wishes)
            try db.setFormation(fixture.app.id, type: "worker", quantity: 3)
            try db.move(deploy, .made(slug: nil), now: 3)
            if answers { try db.move(deploy, .answered, now: 4) }
        }
        return deploy
    }

    @Test func `comes with the release and not before`() throws {
        let fixture = try LedgerFixture()
        let deploy = try begin(fixture)
        try fixture.ledger.read { (db) throws in
            #expect(try db.configVars(fixture.app.id).isEmpty)
            #expect(try db.wishes(fixture.app.id) == nil)
        }
        _ = try fixture.ledger.write { try $0.release(deploy, now: 5) }
        try fixture.ledger.read { (db) throws in
            #expect(try db.configVars(fixture.app.id) == ["OWN": "1", "KEY": "made"])
            #expect(try db.wishes(fixture.app.id) == wishes)
            #expect(try db.formation(fixture.app.id) == ["worker": 3])
        }
    }

    @Test(arguments: [DeployMachine.Event.failed(reason: "no"), .settled(.abort(reason: "the ref is elsewhere"))])
    func `leaves nothing where the deploy fails`(_ event: DeployMachine.Event) throws {
        let fixture = try LedgerFixture()
        // What is prepared is given up by whoever has looked at the ref alone.
        let deploy = try begin(fixture, answers: event == .settled(.abort(reason: "the ref is elsewhere")))
        try fixture.ledger.write { _ = try $0.move(deploy, event, now: 5) }
        try fixture.ledger.read { (db) throws in
            #expect(try db.configVars(fixture.app.id).isEmpty && db.formation(fixture.app.id).isEmpty)
            #expect(try db.wishes(fixture.app.id) == nil)
        }
        // One that was none of it takes nothing away.
        try fixture.ledger.write { try $0.setFormation(fixture.app.id, type: "web", quantity: 2) }
        let other = try fixture.deploy(.building)
        try fixture.ledger.write { _ = try $0.move(other, .failed(reason: "no"), now: 6) }
        #expect(try fixture.ledger.read { try $0.formation(fixture.app.id) } == ["web": 2])
    }

    @Test func `is refused where the deploy was given up meanwhile`() throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy(.building)
        try fixture.ledger.write { _ = try $0.move(deploy, .failed(reason: "no"), now: 5) }
        #expect(throws: Failure.self) {
            try fixture.ledger.write { try $0.beginFirstDeploy(deploy, of: fixture.app.id, config: [:], wishes: "{}") }
        }
    }
}
