import GRDB
import Ledger
import Model
import Testing

@Suite("How all apps are to run") struct AppDemandsTests {
    @Test func `is what the ledger says of each`() throws {
        let fixture = try LedgerFixture()
        let other = try fixture.ledger.write { try $0.insertApp(AppName.named("blog"), stack: "debian-13", uidBase: 20000, now: 1) }
        let shop = fixture.app.id
        let deploy = try fixture.deploy(.booting)
        try fixture.ledger.write { db in
            for type in ["web", "worker"] { try db.setFormation(shop, type: type, quantity: 2) }
            _ = try db.restart(["web"], of: shop)
            try db.setSize(shop, type: "worker", "1GB")
            for host in ["z.example.com", "a.example.com"] { try db.insertDomain(try #require(DomainName(host)), of: shop, now: 1) }
            var routing = RoutingRow()
            routing.maintenance = true
            try db.setRouting(other.id, routing)
            try db.setSleep(other.id, SleepSettings(afterSeconds: 900, wholeApp: false))
        }
        try fixture.ledger.read { db in
            let all = try db.appDemands()
            #expect(all.apps.map(\.name) == (try db.apps().map(\.name)))
            for app in try db.apps() {
                #expect(all.formations[app.id] ?? [:] == (try db.formation(app.id)))
                #expect(all.orders[app.id] ?? DynoOrders() == (try db.dynoOrders(app.id)))
                #expect(all.domains[app.id] ?? [] == (try db.domains(app.id)))
                #expect(all.routings[app.id] ?? RoutingRow() == (try db.routing(app.id)))
                #expect(all.sleeps[app.id] == (try db.sleep(app.id)))
                #expect(all.firstDeploys[app.name] == (try db.firstDeploys()[app.name]))
            }
            #expect(all.unsettled[shop]?.map(\.id) == [deploy] && all.current.isEmpty)
            #expect(all.orders[shop]?.restarts == ["web": 1] && all.domains[shop]?.count == 2)
        }
    }

    @Test func `is the release that serves as well`() throws {
        let fixture = try LedgerFixture()
        let deploy = try fixture.deploy(.committed)
        try fixture.ledger.write { db in
            try db.insertSlug("one", manifestJSON: "{}", bytes: 5, now: 1)
            try db.execute(sql: "UPDATE deploys SET slug = 'one' WHERE id = ?", arguments: [deploy])
            try db.execute(sql: "UPDATE apps SET current_deploy = ?", arguments: [deploy])
        }
        try fixture.ledger.read { db in
            let (all, head) = (try db.appDemands().current, try db.deployHead(deploy))
            #expect(all == [fixture.app.id: try #require(head)] && head?.slug == "one")
        }
    }
}
