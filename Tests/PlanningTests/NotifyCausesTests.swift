import Model
import Planning
import Testing

@Suite("What is a cause") struct NotifyCausesTests {
    private let shop: AppName
    private let formation: WantedFormation

    init() throws {
        shop = try #require(AppName("shop"))
        formation = WantedFormation(app: shop, deploy: 7, processes: ["web", "worker"], formation: ["web": 2, "worker": 1])
    }

    private func slot(_ type: String, _ index: Int, deploy: Int64 = 7) -> DynoSlot {
        DynoSlot(app: shop, deploy: deploy, type: type, index: index)
    }

    private func history(_ crashes: Int, firstAt: Int64 = 40_000) -> RestartPolicy.History {
        var history = RestartPolicy.History()
        (history.crashes, history.firstAt, history.how, history.lastLines) = (crashes, firstAt, "exited with status 1", ["no config"])
        return history
    }

    private func causes(
        _ histories: [DynoSlot: RestartPolicy.History],
        up: Set<DynoSlot> = [],
        known: [NotifyCause] = []
    ) -> [NotifyCause] {
        CrashLoops.causes([formation], histories, up: up, known: known, limit: 3, now: 100_000, wall: 500_000_000)
    }

    @Test func `a loop is so many crashes in a row of dynos that are not up, one for each process type`() {
        let crashed = [slot("web", 1): history(3), slot("web", 2): history(5, firstAt: 70_000), slot("worker", 1): history(2)]
        #expect(
            causes(crashed) == [
                NotifyCause(
                    app: shop,
                    .crash(type: "web", dynos: ["web.1", "web.2"], crashes: 5, how: "exited with status 1", lines: ["no config"]),
                    since: 440_000_000
                )
            ]
        )
        #expect(causes(crashed, up: [slot("web", 1), slot("web", 2)]).isEmpty)
        // Dynos of another deploy are none of the release that serves.
        #expect(causes([slot("web", 1, deploy: 8): history(9)]).isEmpty)
    }

    @Test func `one that is known goes on while a dyno is not up, though this runner has seen no crash`() {
        let known = NotifyCause(app: shop, .crash(type: "worker", dynos: ["worker.1"], crashes: 3, how: "", lines: []), since: 1)
        #expect(causes([:], known: [known]) == [known])
        #expect(causes([:], up: [slot("worker", 1)], known: [known]).isEmpty)
    }

    @Test func `a job has failed unless it went well or nobody knows`() {
        #expect(CronOutcome(nil) == .unknown && CronOutcome("unknown: the runner was restarted") == .unknown)
        #expect(CronOutcome("exited 0") == .well && CronOutcome("exited 1") == .failed && CronOutcome("not started: x") == .failed)
    }

    @Test func `a certificate is one where its renewal fails again, or it ends soon and nobody renews it`() {
        let (now, day): (Int64, Int64) = (1_000_000, 86_400)
        func worry(_ days: Int64?, _ failures: Int?) -> Bool {
            CertificateRenewal.needsSomebody(notAfter: days.map { now + $0 * day }, failures: failures, now: now)
        }
        #expect(worry(nil, 2) && worry(60, 2) && worry(3, 1) && worry(3, nil) && worry(-1, nil))
        #expect(!worry(nil, 1) && !worry(nil, nil) && !worry(3, 0) && !worry(20, 1) && !worry(20, nil))
    }

    @Test(arguments: [
        ("https://127.0.0.1/x", "127.0.0.1:443"), ("https://localhost:8443/x", "127.0.0.1:8443"),
        ("https://a.localhost/x", "127.0.0.1:443"),
        ("https://[::1]/x", "[0:0:0:0:0:0:0:1]:443"), ("syslog://10.1.2.3", "10.1.2.3:514"), ("https://192.168.1.1", "192.168.1.1:443"),
    ])
    func `an address of this machine or its network is refused where it is written, with how to allow it`(text: String, place: String)
        throws
    {
        let url = try DrainURL(text)
        let failure = #expect(throws: Failure.self) { try OutgoingRule.check(url, allowed: [], configuration: "/x/config.yml") }
        #expect(failure?.code == .refused && failure?.hint?.contains("outgoing: {allow: [\"\(place)\"]}") == true, "\(failure?.hint ?? "")")
        try OutgoingRule.check(url, allowed: [try NetworkAllowance(place)], configuration: "")
    }

    @Test func `a cloud's secrets are refused for good, and other names and addresses are not asked for`() throws {
        let secret = #expect(throws: Failure.self) {
            try OutgoingRule.check(try DrainURL("https://169.254.169.254"), allowed: [], configuration: "")
        }
        #expect(secret?.hint?.contains("outgoing") == false)
        for text in ["https://1.1.1.1", "https://logs.example.com", "https://[2606:4700::1]"] {
            try OutgoingRule.check(try DrainURL(text), allowed: [], configuration: "")
        }
    }
}
