import Ledger
import Linux
import Model
import Planning
import Synchronization
import Testing

@Suite("A deploy's row moves") struct DeployMovesTests {
    private static func move(_ ledger: Ledger, _ deploy: Int64, _ event: DeployMachine.Event) throws -> DeployState {
        try ledger.write { try $0.move(deploy, event, now: 5) }
    }

    @Test func `along the machine, with what belongs to each state`() throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy(.building)
        let digest = SHA256.hex(of: "slug")
        try fixture.ledger.write { try $0.insertSlug(digest, manifestJSON: "{}", bytes: 1, now: 1) }
        #expect(try Self.move(fixture.ledger, deploy, .made(slug: digest)) == .booting)
        #expect(try Self.move(fixture.ledger, deploy, .answered) == .prepared)
        let row = try fixture.ledger.read { try $0.deploy(deploy) }
        #expect(row?.state == .prepared && row?.slug == digest && row?.reason == nil)
        #expect(try Self.move(fixture.ledger, deploy, .settled(.abort(reason: "the ref is elsewhere"))) == .failed)
        #expect(try fixture.ledger.read { try $0.deploy(deploy)?.reason } == "the ref is elsewhere")
        #expect(try fixture.ledger.read { try $0.deploy(deploy)?.slug } == digest)
    }

    @Test func `a refused move changes nothing and says which state it met`() throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy(.building)
        #expect(try Self.move(fixture.ledger, deploy, .failed(reason: "the disk is full")) == .failed)
        for event in [DeployMachine.Event.made(slug: nil), .answered, .released, .settled(.commit)] {
            #expect { try Self.move(fixture.ledger, deploy, event) } throws: {
                let failure = $0 as? Failure
                return failure?.code == .conflict && failure?.message.contains("was given up: the disk is full") ?? false
            }
        }
        // Who gives it up a second time changes nothing either: the first reason is the one.
        #expect(try Self.move(fixture.ledger, deploy, .failed(reason: "another")) == .failed)
        #expect(try fixture.ledger.read { try $0.deploy(deploy)?.reason } == "the disk is full")
        #expect(try fixture.ledger.read { try $0.releases(fixture.app.id) }.isEmpty)
    }

    /// The builder that calls its deploy prepared, and whoever gives it up at that moment, each with a connection of its own.
    @Test func `of two processes at one row, one wins and the other is told`() throws {
        let fixture = try LedgerFixture()
        for _ in 0..<40 {
            let deploy = try fixture.deploy(.booting)
            let told = Mutex<[DeployMachine.Event: Result<DeployState, Failure>]>([:])
            let start = Monitor(0)
            let threads = try [DeployMachine.Event.answered, .failed(reason: "cancelled")].map { event in
                try BackgroundThread("writer") { [path = fixture.path] in
                    let result: Result<DeployState, Failure>
                    do {
                        let ledger = try Ledger(path: path)
                        start.update { $0 += 1 }
                        let _: Bool? = start.wait(until: .max / 2, slice: 100) { $0 == 2 ? true : nil }
                        result = .success(try Self.move(ledger, deploy, event))
                    } catch {
                        result = .failure(error as? Failure ?? Failure(.internal, "\(error)"))
                    }
                    told.withLock { $0[event] = result }
                }
            }
            for thread in threads { thread.join() }
            let results = told.withLock { $0 }
            let state = try fixture.ledger.read { try $0.deploy(deploy)?.state }
            let winners = results.values.compactMap { try? $0.get() }
            #expect(winners == [state].compactMap { $0 })
            let refusals = results.values.compactMap { if case .failure(let failure) = $0 { failure } else { nil } }
            #expect(refusals.count == 1 && refusals.allSatisfy { $0.code == .conflict })
            #expect(refusals.first?.message.contains(state == .failed ? "was given up: cancelled" : "is prepared") == true)
        }
    }
}
