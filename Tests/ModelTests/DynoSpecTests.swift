import Foundation
import Model
import Testing

@Suite("The file beside a dyno") struct DynoSpecTests {
    private let shipped = """
        {"command":"gunicorn app:app","healthcheck":"/up","id":"shop.web.1.0a1b2c3d","port":31007,
        "slot":{"app":"shop","deploy":17,"index":1,"type":"web"},"startedAt":1764000000000000}
        """

    @Test func `one that a version without kinds wrote is of a formation`() throws {
        let spec = try JSONDecoder().decode(DynoSpec.self, from: Data(shipped.utf8))
        let app = try #require(AppName("shop"))
        #expect(spec.slot == DynoSlot(app: app, deploy: 17, type: "web", index: 1) && spec.slot.kind == .formation && spec.slot.isWeb)
        #expect(spec.id == "shop.web.1.0a1b2c3d" && spec.healthcheck == "/up" && spec.startedAt == 1_764_000_000_000_000)
    }

    @Test(arguments: SlotKind.allCases) func `the kind of a slot is kept`(_ kind: SlotKind) throws {
        var spec = try JSONDecoder().decode(DynoSpec.self, from: Data(shipped.utf8))
        spec.slot.kind = kind
        #expect(try JSONDecoder().decode(DynoSpec.self, from: JSONEncoder().encode(spec)) == spec)
        #expect(spec.slot.isWeb == (kind == .formation), "a one-off dyno or a service that is called web gets no requests")
    }

    @Test func `what an older version reads of it is there as before`() throws {
        let spec = try JSONDecoder().decode(DynoSpec.self, from: Data(shipped.utf8))
        let old = try JSONDecoder().decode(Shipped.self, from: JSONEncoder().encode(spec))
        #expect(old.slot.app == "shop" && old.slot.deploy == 17 && old.slot.type == "web" && old.slot.index == 1)
    }

    private struct Shipped: Decodable {
        struct Slot: Decodable {
            let app: String
            let deploy: Int64
            let type: String
            let index: Int
        }
        let slot: Slot
    }
}
