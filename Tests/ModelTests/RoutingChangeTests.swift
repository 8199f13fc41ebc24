import Model
import Testing

@Suite("A word of routing:set") struct RoutingChangeTests {
    @Test(arguments: [
        ("algorithm=least-connections", RoutingChange.algorithm(.leastConnections)), ("algorithm=random", .algorithm(.random)),
        ("affinity=on", .affinity(true)), ("https-redirect=off", .httpsRedirect(false)), ("hsts=on", .hsts(seconds: 31_536_000)),
        ("hsts=off", .hsts(seconds: 0)), ("hsts=0", .hsts(seconds: 0)), ("hsts=86400", .hsts(seconds: 86_400)),
        ("hsts=365d", .hsts(seconds: 31_536_000)), ("drain=30s", .drain(milliseconds: 30_000)), ("drain=30", .drain(milliseconds: 30_000)),
        ("drain=500ms", .drain(milliseconds: 500)), ("drain=5min", .drain(milliseconds: 300_000)),
        ("drain=default", .drain(milliseconds: nil)),
    ])
    func `is understood`(word: String, change: RoutingChange) throws { #expect(try RoutingChange(word) == change) }

    @Test(arguments: [
        "affinity", "affinity=", "affinity=1", "algorithm=fastest", "hsts=-1", "hsts=500ms", "hsts=64000000", "drain=0", "drain=2h",
        "drain=x", "drain=99999999999999999999s", "drain=9999999999999999h", "unknown=1", "=on", "hsts=1 year",
    ])
    func `or refused with what to write`(word: String) throws {
        let failure = try #require(throws: Failure.self) { try RoutingChange(word) }
        #expect(failure.hint?.isEmpty == false)
    }

    @Test func `changes one thing of a policy`() throws {
        var policy = RoutePolicy()
        for word in ["algorithm=least-connections", "affinity=on", "https-redirect=on", "hsts=60", "drain=10s"] {
            policy.apply(try RoutingChange(word))
        }
        #expect(policy.algorithm == .leastConnections && policy.sessionAffinity && policy.redirectsToHTTPS)
        #expect(policy.hstsSeconds == 60 && policy.drainMilliseconds == 10_000)
        policy.apply(.drain(milliseconds: nil))
        #expect(policy.drainMilliseconds == nil && policy.sessionAffinity)
    }

    @Test(arguments: [(0, "0s"), (1, "1ms"), (1500, "1500ms"), (30_000, "30s"), (300_000, "5min"), (3_600_000, "1h"), (90_000, "90s")])
    func `times are shown as they are typed`(milliseconds: Int, text: String) {
        #expect(Quantity.exact(milliseconds: milliseconds) == text)
        #expect(Quantity.milliseconds(text, unit: "s") == .value(Int64(milliseconds)))
    }
}
