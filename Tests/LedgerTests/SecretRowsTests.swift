import Foundation
import Ledger
import Linux
import Model
import Testing

@Suite("Secrets that are made for an app") struct SecretRowsTests {
    private let fixture: LedgerFixture

    init() throws { fixture = try LedgerFixture() }

    private func slug(_ secrets: [String]?, of app: AppName) throws -> SlugManifest {
        SlugManifest(
            app: app,
            commit: try #require(CommitID(String(repeating: "a", count: 40))),
            stack: "debian-13",
            buildpacks: ["ruby"],
            layers: [],
            processes: [:],
            release: nil,
            environment: [:],
            versions: [:],
            secrets: secrets
        )
    }

    private func value(_ name: String = "KEY", of app: AppRow) throws -> String? {
        try fixture.ledger.read { try $0.secrets(of: slug([name], of: app.name), app.id)[name] }
    }

    @Test func `are made once, and stay`() throws {
        try fixture.ledger.write { try $0.makeSecrets(["KEY": 64], fixture.app.id) }
        let first = try #require(try value(of: fixture.app))
        #expect(first.count == 128 && first.allSatisfy(\.isHexDigit) && Set(first).count > 4)
        try fixture.ledger.write { try $0.makeSecrets(["KEY": 16, "OTHER": 16], fixture.app.id) }
        #expect(try value(of: fixture.app) == first)
        #expect(try value("OTHER", of: fixture.app)?.count == 32)
        #expect(
            try Ledger(path: fixture.path).read { try $0.secrets(of: slug(["KEY"], of: fixture.app.name), fixture.app.id) } == [
                "KEY": first
            ]
        )
    }

    @Test func `are each app's own, and go with it`() throws {
        let other = try fixture.ledger.write { try $0.insertApp(AppName.named("other"), stack: "debian-13", uidBase: 20_000, now: 1) }
        try fixture.ledger.write { db in
            for app in [fixture.app, other] { try db.makeSecrets(["KEY": 32], app.id) }
        }
        let first = try value(of: fixture.app)
        #expect(try first != nil && value(of: other) != nil && first != value(of: other))
        try fixture.ledger.write { try $0.deleteApp(fixture.app.id) }
        #expect(try value(of: fixture.app) == nil && value(of: other) != nil)
    }

    @Test func `are given to those slugs that name them`() throws {
        try fixture.ledger.write { try $0.makeSecrets(["KEY": 32, "OTHER": 32], fixture.app.id) }
        let (none, one) = try fixture.ledger.read { db in
            (
                try db.secrets(of: slug(nil, of: fixture.app.name), fixture.app.id),
                try db.secrets(of: slug(["KEY"], of: fixture.app.name), fixture.app.id)
            )
        }
        #expect(none.isEmpty && one.keys.sorted() == ["KEY"])
    }

    @Test func `are sealed`() throws {
        try fixture.ledger.write { try $0.makeSecrets(["KEY": 32], fixture.app.id) }
        let value = try #require(try value(of: fixture.app))
        for suffix in ["", "-wal"] where Files.exists(fixture.path + suffix) {
            let bytes = Data(try Files.read(fixture.path + suffix))
            #expect(bytes.range(of: Data(value.utf8)) == nil, "it can be read in renga.db\(suffix)")
            #expect(bytes.range(of: Data(value.utf8).base64EncodedData().dropLast(4)) == nil)
        }
    }
}
