import Planning
import Testing

@Suite("Turns of previews that go") struct PreviewTurnsTests {
    @Test func `one of each owner goes at once, and four of all`() {
        var turns = PreviewTurns()
        for preview in 1...20 { turns.want(Int64(preview), of: "ada") }
        turns.want(1, of: "ada")
        #expect(turns.begin() == [1] && turns.begin() == [])
        for (preview, owner) in [(21, "bob"), (22, "cyd"), (23, "dan"), (24, "eve")] { turns.want(Int64(preview), of: owner) }
        #expect(turns.begin() == [21, 22, 23])
        turns.want(21, of: "bob")
        turns.ended(21)
        #expect(turns.begin() == [24])
        #expect(!turns.isIdle)
    }

    @Test func `owners take turns, whoever has how many`() {
        var turns = PreviewTurns()
        for preview in 1...9 { turns.want(Int64(preview), of: "ada") }
        for preview in 11...14 { turns.want(Int64(preview), of: ["bob", "cyd", "dan", "eve"][preview - 11]) }
        #expect(turns.begin() == [1, 11, 12, 13])
        turns.ended(1)
        // She has had one, and eve none.
        #expect(turns.begin() == [14])
        turns.ended(11)
        #expect(turns.begin() == [2])
        for preview in [12, 13, 14, 2] { turns.ended(Int64(preview)) }
        var rest: [Int64] = []
        while let next = turns.begin().first {
            rest.append(next)
            turns.ended(next)
        }
        #expect(rest == [3, 4, 5, 6, 7, 8, 9] && turns.isIdle)
    }
}
