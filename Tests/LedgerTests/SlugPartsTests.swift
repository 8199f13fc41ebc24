import GRDB
import Ledger
import Model
import Testing

@Suite("What is asked of the slugs of all apps") struct SlugPartsTests {
    private static let manifest = """
        {"format":1,"app":"shop","commit":"\(String(repeating: "a", count: 40))","stack":"debian-13","buildpack":"python","layers":[],
        "processes":{"worker":"work","web":"run"},"environment":{},"versions":{}}
        """

    @Test func `is what their manifests say, and their sizes as they are now`() throws {
        let fixture = try LedgerFixture()
        let slugs = fixture.ledger.slugs
        func parts() throws -> (parts: SlugParts.Parts, bytes: Int64)? { try fixture.ledger.read { try slugs.of("one", $0) } }
        #expect(try parts() == nil)
        try fixture.ledger.write { try $0.insertSlug("one", manifestJSON: Self.manifest, bytes: 5, now: 1) }
        let first = try #require(try parts())
        #expect(first.parts.stack == "debian-13" && first.parts.types == ["web", "worker"] && first.bytes == 5)
        try fixture.ledger.write { try $0.insertSlug("one", manifestJSON: Self.manifest, bytes: 6, now: 2) }
        #expect(try parts()?.parts == first.parts)
        #expect(try parts()?.bytes == 6)
        try fixture.ledger.write { try $0.execute(sql: "DELETE FROM slugs") }
        #expect(try parts() == nil)
    }

    @Test func `deploys have heads that say what they are, and those that are under way are found by their app`() throws {
        let fixture = try LedgerFixture()
        let (booting, failed) = (try fixture.deploy(.booting, config: ["A": "1"]), try fixture.deploy(.failed))
        let building = try fixture.deploy(.building)
        try fixture.ledger.read { db in
            let row = try #require(try db.deploy(booting))
            let head = try #require(try db.deployHead(booting))
            #expect(head.id == row.id && head.state == row.state && head.slug == row.slug && head.commit == row.commit)
            #expect(try db.deployHead(failed)?.state == .failed)
            #expect(try db.deployHead(4711) == nil)
            #expect(try db.unsettledHeads().mapValues { $0.map(\.id) } == [fixture.app.id: [booting, building]])
            #expect(try db.unsettledHeads()[fixture.app.id]?.map(\.id) == db.unsettledDeploys(fixture.app.id).map(\.id))
        }
    }
}
