import Model
import Testing

@Suite("The form of the route table") struct RouteTableFormatTests {
    @Test func `of the first release is read, whatever has come since`() throws {
        let table = try JSONCoder.decode(RouteTable.self, from: try FormatFile.read("routes-1.json"))
        #expect(table.format == 1 && table.version == 41 && table.affinityKey.count == 64)
        #expect(table.apps.map(\.name) == ["shop", "quiet"] && table.apps.map(\.phase) == [.up, .noWeb])
        #expect(table.apps[0].backends == [.init(id: "shop-7-web.1-1", name: "web.1", address: "10.89.0.2", port: 5000)])
        #expect(table.apps[0].policy.algorithm == .leastConnections && table.apps[0].policy.maintenancePage == "<h1>Back soon</h1>")
        #expect(table.apps[1].lacksWeb && table.apps[1].maintenance && table.certificates.map(\.hosts) == [["*.shop.example.com"]])
    }

    @Test func `comes back as it was written, and says which it is`() throws {
        let table = try JSONCoder.decode(RouteTable.self, from: try FormatFile.read("routes-1.json"))
        let bytes = try JSONCoder.encode(table)
        #expect(String(decoding: bytes, as: UTF8.self).contains("\"format\":\(RouteTable.formatNow)"))
        #expect(try JSONCoder.decode(RouteTable.self, from: bytes) == table)
    }

    @Test func `of a newer version is refused in words`() throws {
        let newer = Array(#"{"format":99,"version":1,"routes":{}}"#.utf8)
        let failure = #expect(throws: Failure.self) { try JSONCoder.decode(RouteTable.self, from: newer) }
        #expect(failure?.message == "the route table has format 99; this version of Renga knows formats up to 1")
    }
}
