import Model
import Planning
import Testing

@Suite("How a team's keys stand to their list") struct KeySyncStandingTests {
    private static func report(_ at: String, refusal: String? = nil) -> KeySyncReport {
        KeySyncReport(source: "/etc/team", at: at, added: [], removed: [], kept: [], count: 3, refusal: refusal)
    }

    private func standing(_ report: KeySyncReport?, every minutes: Int = 60, now: Int64 = 100_000) -> KeySyncStanding {
        KeySyncStanding.of(report, everyMinutes: minutes, now: now) { Int64($0) }
    }

    @Test func `is current while looks come, and stale where some are missing`() {
        #expect(standing(nil) == .never)
        #expect(standing(Self.report("100000")) == .current)
        #expect(standing(Self.report("\(100_000 - 180 * 60)")) == .current)
        #expect(standing(Self.report("\(100_000 - 181 * 60)")) == .stale(minutes: 181))
        // Whoever looks when asked alone is late for nothing; what is no time accuses nobody.
        #expect(standing(Self.report("1"), every: 0) == .current && standing(Self.report("x")) == .current)
        #expect(standing(Self.report("1", refusal: "it is empty")) == .refused("it is empty"))
    }

    @Test func `is said by doctor where a list is set, with what to do`() {
        func findings(_ report: KeySyncReport?) -> [Checkup.Finding] {
            var readings = Checkup.Readings()
            (readings.keySyncReport, readings.keySync) = (report, standing(report))
            return Checkup.findings(readings).filter { $0.what == "team's keys" }
        }
        #expect(Checkup.findings(Checkup.Readings()).allSatisfy { $0.what != "team's keys" })
        #expect(findings(nil).map(\.state) == [.warning])
        #expect(findings(Self.report("100000")).map(\.words) == ["those of 100000, by /etc/team"])
        var refused = Self.report("100000", refusal: "it is empty")
        #expect(findings(refused).first?.words.hasPrefix("they are as they were before any look: the last look at /etc/team") == true)
        refused.succeededAt = "99000"
        let finding = findings(refused).first
        #expect(finding?.state == .fault && finding?.words.contains("they are those of 99000") == true && finding?.cure != nil)
        #expect(findings(Self.report("1")).map(\.state) == [.warning])
    }
}
