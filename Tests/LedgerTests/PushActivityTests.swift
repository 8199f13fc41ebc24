import Ledger
import Model
import Planning
import Testing

@Suite("Pushes in the list of activity") struct PushActivityTests {
    private let fixture: LedgerFixture

    init() throws { fixture = try LedgerFixture() }

    private func push(of app: AppRow, from origin: String?, ref: RefName = .main, _ state: DeployState = .prepared) throws -> Int64 {
        try fixture.ledger.write { db in
            var new = NewDeploy(app: app.id, kind: .push, state: state, config: [:], description: "Deploy", actor: "ada")
            (new.ref, new.commit, new.origin) = (ref, CommitID(String(repeating: "a", count: 40)), origin)
            return try db.insertDeploy(new, now: 2)
        }
    }

    private func lines(_ app: AppRow) throws -> [String] {
        try fixture.ledger.read { try $0.activity(of: app.name, count: 10) }.map { "\($0.what), \($0.person) from \($0.origin ?? "here")" }
    }

    @Test func `are written down with the release, by whomever it is made, and only once`() throws {
        let deploy = try push(of: fixture.app, from: "203.0.113.9")
        #expect(try lines(fixture.app).isEmpty)
        // A push that was killed is completed by whoever finds it.
        try fixture.ledger.write { _ = try $0.move(deploy, .settled(.commit), now: 3) }
        try fixture.ledger.write { _ = try $0.release(deploy, now: 4) }
        #expect(try lines(fixture.app) == ["Push aaaaaaaa to main, ada from 203.0.113.9"])
        let here = try push(of: fixture.app, from: "")
        try fixture.ledger.write { _ = try $0.release(here, now: 5) }
        #expect(try lines(fixture.app).first == "Push aaaaaaaa to main, ada from here")
        // What is refused has changed nothing, and whoever builds again has asked for it.
        let refused = try push(of: fixture.app, from: "203.0.113.9", .building)
        try fixture.ledger.write { _ = try $0.move(refused, .failed(reason: "no"), now: 6) }
        let again = try push(of: fixture.app, from: nil)
        try fixture.ledger.write { _ = try $0.release(again, now: 7) }
        #expect(try lines(fixture.app).count == 2)
    }

    @Test func `that make a preview, or end one, are in its app's as well`() throws {
        let ref = try #require(RefName("refs/heads/preview/x"))
        let row = try fixture.ledger.write {
            try $0.insertPreview(try AppName.named("x--shop"), of: fixture.app, ref, uidBase: 20_000, now: 1)
        }
        for time in [Int64(3), 4] {
            let deploy = try push(of: row, from: "203.0.113.9", ref: ref)
            try fixture.ledger.write { _ = try $0.release(deploy, now: time) }
        }
        #expect(try lines(row) == Array(repeating: "Push aaaaaaaa to preview/x, ada from 203.0.113.9", count: 2))
        try fixture.ledger.write { try $0.noteEnd(ofPreview: row.name, in: fixture.app.name, by: "grace", from: nil, now: 5) }
        #expect(
            try lines(fixture.app)
                == ["Destroy the preview x--shop, grace from here", "Preview x--shop of preview/x, ada from 203.0.113.9"]
        )
        let last = try fixture.ledger.read { try $0.lastBuiltRelease(row.id) }
        #expect(last?.actor == "ada" && last?.at == 4)
        #expect(try fixture.ledger.read { try $0.lastBuiltRelease(fixture.app.id) } == nil)
    }
}
