import Model
import Testing

@testable import Router

@Suite("Hosts") struct HostTests {
    private func find(_ table: HostTable, _ host: String) -> Int? {
        let bytes = Array(host.utf8)
        return table.find(bytes, 0..<bytes.count)
    }

    @Test(arguments: [
        ("www.example.com", 0), ("WWW.Example.Com", 0), ("example.com", nil), ("x.example.com", 1), ("a.b.example.com", 1),
        ("deep.example.com", 2), ("x.deep.example.com", 3), ("a.b.deep.example.com", 3), ("xexample.com", nil),
        (".example.com", nil), ("*.example.com", 1), ("com", nil), ("x.com", nil), ("a.test", 4), ("b.a.test", nil), (".", nil),
        ("[::1]", 5),
    ])
    func `the closest of names and wildcards is found`(host: String, app: Int?) {
        let table = HostTable(
            [
                ("www.example.com", 0), ("*.example.com", 1), ("deep.example.com", 2), ("*.deep.example.com", 3), ("a.test", 4),
                ("[::1]", 5),
            ],
            seed: 7
        )
        #expect(find(table, host) == app)
    }

    @Test func `ten thousand hosts cost a lookup no more than a handful of them`() {
        let few = (0..<10).map { ("app\($0).example.com", $0) }
        let many = (0..<10_000).map { ("app\($0).example.com", $0) }
        let wild = many + (0..<10_000).map { ("*.app\($0).example.com", $0) }
        /// On the average and at most, over names that are there and names that are not.
        func probes(_ hosts: [(String, Int)], _ asked: [String]) -> (mean: Double, most: Int) {
            let table = HostTable(hosts, seed: 1)
            let counts = asked.map { table.probes(Array($0.utf8), 0..<$0.utf8.count) }
            return (Double(counts.reduce(0, +)) / Double(counts.count), counts.max() ?? 0)
        }
        let there = probes(many, many.map { $0.0 })
        #expect(there.mean < 2 && there.most < 40, "\(there), of ten: \(probes(few, few.map { $0.0 }))")
        let missing = probes(many, (0..<10_000).map { "none\($0).example.org" })
        #expect(missing.mean < 2 && missing.most < 40, "\(missing)")
        // With wildcards too, a name that is there is found at the first look; below one it is one look for each dot.
        let exact = probes(wild, many.map { $0.0 })
        #expect(exact.mean < 2, "\(exact)")
        let below = probes(wild, (0..<10_000).map { "x.app\($0).example.com" })
        #expect(below.mean < 6, "\(below)")
    }

    @Test(arguments: [
        ("*.a.test", true), ("*.test", true), ("*.a.test.", false), ("*", false), ("*.", false), ("a.*.test", false), ("*a.test", false),
        ("a*.test", false), ("*.*.test", false), ("*..test", false), ("**.test", false), ("*.A.test", false), ("a.test", true),
    ])
    func `a wildcard stands for whole labels at the beginning alone`(host: String, isTaken: Bool) {
        let table = RouteTable(version: 1, apps: [.init(name: "a", hosts: [host], phase: .up)])
        let routes = try? Routes(table, seed: 1)
        #expect((routes != nil) == isTaken)
    }

    /// What a client may write for the same host.
    @Test func `port, case, trailing dot and absolute targets lead to the same app, wildcards included`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([
            .init(name: "one", hosts: ["a.test", "[::1]"], phase: .up, backends: [backend.target("a")]),
            .init(name: "two", hosts: ["*.a.test"], phase: .up, backends: [backend.target("b")]),
        ])
        for host in ["a.test", "A.TEST", "a.test.", "a.test:80", "A.Test.:8080", "a.test:", "[::1]", "[::1]:80"] {
            #expect(try router.get("/one", host: host).status == 200, "\(host)")
            #expect(try router.get("http://\(host)/one", host: "other.test").status == 200, "\(host)")
            guard !host.hasPrefix("[") else { continue }
            #expect(try router.get("/two", host: "x.y.\(host)").status == 200, "\(host)")
            #expect(try router.get("https://x.\(host)/two", host: "other.test").status == 200, "\(host)")
        }
        #expect(try router.get(host: "test").status == 404)
        #expect(try router.get(host: "a.test.a").status == 404)
        for line in try router.log() where line.contains("path=\"/") && line.contains("status=200") {
            #expect(line.contains(line.contains("path=\"/one\"") ? "\tone\t" : "\ttwo\t"), "\(line)")
        }
    }

    @Test func `an unknown host is told so, as HTML or as JSON`() throws {
        let router = try TestRouter()
        try router.serve([])
        let page = try router.get(host: "nobody.test", headers: "Accept: text/html,*/*\r\n")
        #expect(page.status == 404 && page.text.contains("<h1>No such app</h1>"))
        #expect(page["content-type"] == "text/html; charset=utf-8" && page["cache-control"] == "no-store")
        let json = try router.get(host: "nobody.test", headers: "Accept: application/json\r\n")
        #expect(json.status == 404 && json["content-type"] == "application/json")
        #expect(json.text.hasPrefix("{\"id\":\"no_such_app\",\"status\":404,\"message\":\"No such app\""))
    }
}
