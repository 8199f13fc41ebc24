import Glibc
import Linux
import Model
import Testing

@Suite("The router from outside") struct RouterStatusTests {
    @Test func `router:status and router:metrics show its workers, its apps and what was asked`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try platform.push(try SampleApps.web("one"), to: "shop").check()
        for _ in 1...3 { #expect(try platform.get("shop") == (200, "one")) }
        for text in [try platform.renga("router:status").check(), try platform.ssh("router:status").check()] {
            for words in ["=== shop (", "web.1: 0 active", "http 127.0.0.1:\(platform.httpPort)", "per second"] {
                #expect(text.contains(words), "\(text)")
            }
        }
        try eventually("three requests are counted") {
            try platform.renga("router:metrics").check().contains("renga_router_responses_total{app=\"shop\",class=\"2xx\"} 3\n")
        }
        let before = try worker(platform)
        try platform.exchangeRouter()
        try eventually("the runner speaks to the new worker") {
            guard let now = try? worker(platform) else { return false }
            return now != before
        }
        platform.stopRouter()
        let refused = try platform.renga("router:status")
        #expect(refused.status == .exited(61) && refused.text.contains("the router does not answer"), "\(refused.text)")
    }

    /// The one that serves.
    private func worker(_ platform: Installation) throws -> Int? {
        try [[String: JSONField]](json: platform.renga("router:status", "--json").check()).first?["worker"]?.int
    }
}
