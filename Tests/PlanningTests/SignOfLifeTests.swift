import Planning
import Testing

@Suite("A sign of life") struct SignOfLifeTests {
    @Test func `comes after fifteen silent seconds, and again after as many`() {
        var life = SignOfLife(now: 1_000)
        #expect(life.words(now: 15_999) == nil)
        #expect(life.words(now: 16_000) == "Still at it after 15s")
        #expect(life.words(now: 16_001) == nil && life.dueAt == 31_000)
        #expect(life.words(now: 31_400) == "Still at it after 30s")
        #expect(life.words(now: 91_000) == "Still at it after 1m 30s")
    }

    @Test func `comes later where something was said, and counts from the step that has begun last`() {
        var life = SignOfLife(now: 0)
        life.spoke(now: 14_000)
        #expect(life.words(now: 15_000) == nil)
        #expect(life.words(now: 29_000) == "Still at it after 29s")
        life.began(now: 30_000)
        #expect(life.words(now: 44_999) == nil)
        #expect(life.words(now: 45_000) == "Still at it after 15s")
        // What comes late, from another thread, takes nothing back.
        life.spoke(now: 40_000)
        #expect(life.dueAt == 60_000)
    }

    @Test(
        arguments: [
            ("10%\r43% [####", "43%"), ("100%", "100%"), ("at 7%", "7%"), ("s3cret%", nil), ("no number", nil), ("%", nil), ("", nil),
            ("12.5% of 3 MB", "12%"), ("12345%", nil), ("1.2.3%", nil),
        ] as [(String, String?)]
    ) func `has the percentage that a tool draws`(_ drawn: String, _ percentage: String?) {
        #expect(SignOfLife.percentage(in: Array(drawn.utf8)[...]) == percentage)
    }
}
