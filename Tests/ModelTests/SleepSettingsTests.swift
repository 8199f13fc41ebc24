import Model
import Testing

@Suite("Times of ps:sleep") struct SleepSettingsTests {
    @Test(arguments: [("30min", 1_800), ("90s", 90), ("2h", 7_200), ("1d", 86_400), ("1 h", 3_600), ("0", 0), ("0s", 0)])
    func `are read with their unit`(text: String, seconds: Int) throws { #expect(try SleepSettings.seconds(text) == seconds) }

    @Test(arguments: [
        "", "banana", "30 bananas", "-5min", "1.5h", "500ms", "min", "30min 5s", "\u{1B}[2J", String(repeating: "x", count: 10_000),
    ])
    func `that are none are refused in a line`(text: String) {
        let failure = #expect(throws: Failure.self) { try SleepSettings.seconds(text) }
        #expect(failure?.code == .invalid && failure?.message.contains("is no length of time") == true)
        #expect(failure?.message.utf8.count ?? 0 < 200 && failure?.message.contains("\u{1B}") == false)
    }

    @Test func `without a unit are refused, since nobody knows which is meant`() {
        let failure = #expect(throws: Failure.self) { try SleepSettings.seconds("30") }
        #expect(failure?.message == "`30` has no unit" && failure?.hint == "write after=30min or after=30s")
    }

    @Test func `have a least and a most`() throws {
        for (text, words) in [("0", "1min"), ("59s", "1min"), ("31d", "30 days"), ("99999999999999999999d", "30 days")] {
            let failure = SleepSettings.refusal(try SleepSettings.seconds(text), secondsMin: 60)
            #expect(failure?.code == .invalid && failure?.message.contains(words) == true, "\(text): \(String(describing: failure))")
        }
        for text in ["60s", "1min", "30d"] { #expect(SleepSettings.refusal(try SleepSettings.seconds(text), secondsMin: 60) == nil) }
    }
}
