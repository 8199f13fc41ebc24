import Ledger
import Model
import Testing

@Suite("What an app keeps from push to push") struct KeptChoicesTests {
    private func push(_ fixture: LedgerFixture, _ types: [String], stack: String = "debian-13") throws {
        let processes = types.map { "\"\($0)\":\"run \($0)\"" }.joined(separator: ",")
        let manifest = """
            {"format":1,"app":"shop","commit":"\(String(repeating: "a", count: 40))","stack":"\(stack)","buildpack":"x","layers":[],
            "processes":{\(processes)},"environment":{},"versions":{}}
            """
        let digest = SHA256.hex(of: manifest)
        try fixture.ledger.write { db in
            try db.insertSlug(digest, manifestJSON: manifest, bytes: 1, now: 1)
            let new = NewDeploy(
                app: fixture.app.id,
                kind: .push,
                state: .prepared,
                slug: digest,
                config: [:],
                description: "Deploy",
                actor: "alice"
            )
            _ = try db.release(try db.insertDeploy(new, now: 2), now: 3)
        }
    }

    private func formation(_ fixture: LedgerFixture) throws -> [String: Int] {
        try fixture.ledger.read { try $0.formation(fixture.app.id) }
    }

    @Test func `a process type that leaves the Procfile starts at 0 when it comes back`() throws {
        let fixture = try LedgerFixture()
        try push(fixture, ["web", "worker"])
        try fixture.ledger.write { try $0.setFormation(fixture.app.id, type: "worker", quantity: 3) }
        try push(fixture, ["web", "worker"])
        #expect(try formation(fixture) == ["worker": 3], "one that stays is left as it is")
        try push(fixture, ["web"])
        try push(fixture, ["web", "worker"])
        #expect(try formation(fixture) == ["worker": 0])
    }

    @Test func `a web that was never scaled starts at 0 as well`() throws {
        let fixture = try LedgerFixture()
        try push(fixture, ["web", "worker"])
        #expect(try formation(fixture).isEmpty, "at first it has one")
        try push(fixture, ["worker"])
        try push(fixture, ["web", "worker"])
        #expect(try formation(fixture) == ["web": 0])
    }

    @Test func `the stack of an app is its last build's`() throws {
        let fixture = try LedgerFixture()
        #expect(fixture.app.stack == "debian-13")
        try push(fixture, ["web"], stack: "debian-12")
        #expect(try fixture.ledger.read { try $0.app(id: fixture.app.id)?.stack } == "debian-12")
    }
}
