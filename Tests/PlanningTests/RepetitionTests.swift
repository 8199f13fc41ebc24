import Planning
import Testing

@Suite("What strangers can have said again and again") struct RepetitionTests {
    @Test func `is said once a minute, with how often it was`() {
        var repetition = Repetition(pauseMilliseconds: 60_000)
        #expect(repetition.words("a", now: 5) == "a")
        for now in 6..<20_006 { #expect(repetition.words("b", now: Int64(now)) == nil) }
        #expect(repetition.words("c", now: 60_005) == "c (and 20000 times like that since the last line)")
        #expect(repetition.words("d", now: 60_006) == nil)
        #expect(repetition.words("e", now: 200_000) == "e (and 1 times like that since the last line)")
    }
}
