import Glibc
import Ledger
import Linux
import Model
import Synchronization
import Testing

@Suite("Several at one ledger") struct SeveralWritersTests {
    @Test func `writers do not lose each other's releases`() throws {
        let fixture = try LedgerFixture()
        let (path, app) = (fixture.path, fixture.app.id)
        let failures = Failures()
        // Each has a connection of its own, as the builder and the runner have.
        let running = try BackgroundThread("writer") { failures.note { try Self.release(20, path, app) } }
        failures.note { try Self.release(20, path, app) }
        running.join()
        #expect(failures.all == [])
        #expect(try fixture.ledger.read { try $0.releases(app) }.map(\.version).sorted() == Array(1...40))
    }

    private static func release(_ count: Int, _ path: String, _ app: Int64) throws {
        let ledger = try Ledger(path: path)
        for _ in 0..<count {
            try ledger.write { db in
                let new = NewDeploy(app: app, kind: .push, state: .prepared, config: [:], description: "Deploy", actor: "alice")
                _ = try db.release(try db.insertDeploy(new, now: 1), now: 1)
            }
        }
    }

    @Test func `opening a ledger again changes nothing`() throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy()
        _ = try Ledger(path: fixture.path)
        #expect(try Ledger(path: fixture.path).read { try $0.unsettledDeploys() }.map(\.id) == [deploy])
    }
}

/// What went wrong in threads.
final class Failures: Sendable {
    private let texts = Mutex<[String]>([])
    var all: [String] { texts.withLock { $0 } }

    func note(_ body: () throws -> Void) {
        do { try body() } catch { texts.withLock { $0.append("\(error)") } }
    }
}
