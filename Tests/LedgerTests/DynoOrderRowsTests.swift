import Ledger
import Model
import Testing

@Suite("What the ledger keeps of dynos") struct DynoOrderRowsTests {
    @Test func `restarts have numbers that are never given twice, and are taken back where no other came since`() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.write { db in
            let app = fixture.app.id
            #expect(try db.dynoOrders(app) == DynoOrders())
            #expect(try db.restart(["web"], of: app) == 1)
            let former = try db.dynoOrders(app)
            #expect(try db.restart(["web", "worker"], of: app) == 2)
            try db.withdrawRestart(2, of: app, former: former)
            #expect(try db.dynoOrders(app) == DynoOrders(restarts: ["web": 1]))
            #expect(try db.restart(["worker"], of: app) == 3)
            #expect(try db.restart(["worker"], of: app) == 4)
            try db.withdrawRestart(3, of: app, former: former)
            #expect(try db.dynoOrders(app) == DynoOrders(restarts: ["web": 1, "worker": 4]))
        }
    }

    @Test func `a size stays beside restarts, and goes by itself`() throws {
        let fixture = try LedgerFixture()
        try fixture.ledger.write { db in
            let app = fixture.app.id
            try db.setSize(app, type: "web", "1GB")
            _ = try db.restart(["web"], of: app)
            #expect(try db.dynoOrders(app) == DynoOrders(restarts: ["web": 1], sizes: ["web": "1GB"]))
            let slot = DynoSlot(app: try .named("shop"), deploy: 1, type: "web", index: 2)
            #expect(try db.dynoOrders(app).vintage(slot) == DynoVintage(restart: 1, size: "1GB"))
            try db.setSize(app, type: "web", nil)
            #expect(try db.dynoOrders(app) == DynoOrders(restarts: ["web": 1]))
        }
    }
}
