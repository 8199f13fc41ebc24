import Ledger
import Model
import Planning
import Testing

@Suite("Deploys of which the log does not say everything yet") struct DeployNewsRowTests {
    @Test func `name what serves, and nothing where no code was ever deployed`() throws {
        let fixture = try LedgerFixture()
        // As `create` makes it: a release without code.
        let initial = try fixture.deploy(.booting, kind: .initial)
        _ = try fixture.ledger.write { try $0.release(initial, now: 3) }
        let failed = try fixture.deploy(.building)
        try fixture.ledger.write { _ = try $0.move(failed, .failed(reason: "no"), now: 4) }
        let news = try fixture.ledger.read { try $0.deployNews() }
        #expect(news.first { $0.deploy.id == failed }?.serving == nil)
    }
}
