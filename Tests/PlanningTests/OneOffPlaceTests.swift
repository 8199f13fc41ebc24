import Planning
import Testing

@Suite("The place of a one-off dyno") struct OneOffPlaceTests {
    /// Always the same number; 0 is one that Int.random asks again for.
    private struct Fixed: RandomNumberGenerator {
        mutating func next() -> UInt64 { 1 }
    }

    @Test func `no two have the same number, and no app has more than it may`() {
        var random = Fixed()
        let first = OneOffPlace.number(taken: [], most: 20, &random)
        #expect(first == OneOffPlace.numbers.lowerBound)
        #expect(OneOffPlace.number(taken: [1000, 1001], most: 20, &random) == 1002)
        #expect(OneOffPlace.number(taken: [1000, 1001], most: 2, &random) == nil)
        #expect(OneOffPlace.number(taken: Set(OneOffPlace.numbers), most: .max, &random) == nil)
        #expect(OneOffPlace.number(taken: Set(1000..<9999), most: .max, &random) == 9999)
    }
}
