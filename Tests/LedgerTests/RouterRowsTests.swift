import GRDB
import Ledger
import Model
import Testing

@Suite("What the router needs, in the ledger") struct RouterRowsTests {
    private static let details = CertificateDetails(
        hosts: [],
        issuer: "CA",
        notBefore: 1,
        notAfter: 2,
        fingerprint: "ab",
        key: "RSA 2048",
        selfSigned: false
    )

    @Test func `an older ledger gets it without losing anything`() throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy(config: ["A": "1"])
        _ = try fixture.ledger.write { db in
            try db.release(deploy, now: 3)
        }
        // As the first version left it.
        try fixture.ledger.write { db in
            for table in ["domains", "routing", "certificates", "automatic_certificates", "certificate_attempts", "settings"] {
                try db.execute(sql: "DROP TABLE \(table)")
            }
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '2 router'")
        }
        let ledger = try Ledger(path: fixture.path)
        #expect(try ledger.read { try $0.configVars(fixture.app.id) } == ["A": "1"])
        #expect(try ledger.read { try $0.routing(fixture.app.id) } == RoutingRow())
        #expect(try ledger.read { try $0.domains(fixture.app.id) }.isEmpty)
    }

    @Test func `a domain has one owner, and goes with its app`() throws {
        let fixture = try LedgerFixture()
        let domain = try DomainName(typed: "www.example.com")
        try fixture.ledger.write { try $0.insertDomain(domain, of: fixture.app.id, now: 1) }
        #expect(throws: DatabaseError.self) {
            try fixture.ledger.write { try $0.insertDomain(domain, of: fixture.app.id, now: 1) }
        }
        #expect(try fixture.ledger.read { try $0.domain(domain)?.app } == fixture.app.id)
        try fixture.ledger.write { try $0.deleteApp(fixture.app.id) }
        #expect(try fixture.ledger.read { try $0.domain(domain) } == nil)
    }

    @Test func `a policy comes back as it was set`() throws {
        let fixture = try LedgerFixture()
        var routing = RoutingRow()
        routing.maintenance = true
        routing.policy.maintenancePage = "<h1>ü</h1>"
        routing.policy.drainMilliseconds = 5
        routing.policy.algorithm = .leastConnections
        try fixture.ledger.write { try $0.setRouting(fixture.app.id, RoutingRow()) }
        try fixture.ledger.write { try $0.setRouting(fixture.app.id, routing) }
        #expect(try fixture.ledger.read { try $0.routing(fixture.app.id) } == routing)
    }

    @Test func `a certificate may be of several apps, and is gone with the last`() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.write { db in
            let other = try db.insertApp(.named("other"), stack: "debian-13", uidBase: 20000, now: 1)
            try db.insertCertificate("id", of: fixture.app.id, .added, Self.details, pem: "PEM", now: 1)
            try db.insertCertificate("id", of: other.id, .automatic, Self.details, pem: "PEM", now: 2)
            #expect(try db.certificates().map(\.kind) == [.automatic, .added])
            try db.deleteCertificate("id", of: fixture.app.id)
            #expect(try db.certificatePEM("id") == "PEM")
            try db.deleteApp(other.id)
            #expect(try db.certificatePEM("id") == nil)
        }
    }

    @Test func `failed tries are counted for each name until they are forgotten`() throws {
        let fixture = try LedgerFixture()
        let app = fixture.app.id
        try fixture.ledger.write { db in
            try db.setAutomaticCertificates(app, true)
            try db.setAutomaticCertificates(app, true)
            for (host, error, now) in [("a", "one", 1), ("a", "two", 2), ("b", "three", 3)] as [(String, String, Int64)] {
                try db.recordFailedAttempt(app, host: host, error: error, now: now)
            }
            #expect(
                try db.certificateAttempts(app) == [
                    "a": CertificateAttempt(failures: 2, error: "two", triedAt: 2),
                    "b": CertificateAttempt(failures: 1, error: "three", triedAt: 3),
                ]
            )
            try db.forgetAttempts(app, host: "a")
            #expect(try db.certificateAttempts(app).keys.sorted() == ["b"])
            try db.setAutomaticCertificates(app, false)
            #expect(try !db.hasAutomaticCertificates(app))
        }
    }

    @Test func `a setting is made once`() throws {
        let fixture = try LedgerFixture()
        let values = try fixture.ledger.write { db in
            [try db.setting("key") { "first" }, try db.setting("key") { "second" }]
        }
        #expect(values == ["first", "first"])
    }
}
