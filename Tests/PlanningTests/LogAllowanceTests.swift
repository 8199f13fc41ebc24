import Planning
import Testing

@Suite("What may be logged") struct LogAllowanceTests {
    /// How many of `count` lines find room.
    private func taken(_ count: Int, of bytes: Int, _ allowance: inout LogAllowance) -> Int {
        var taken = 0
        for _ in 0..<count where allowance.take(bytes) { taken += 1 }
        return taken
    }

    @Test func `a store is used up, and grows again with time`() {
        var allowance = LogAllowance(lines: 10, bytes: 1000, seconds: 2, now: 0)
        #expect(taken(30, of: 1, &allowance) == 20)
        allowance.grow(now: 100)
        #expect(taken(30, of: 1, &allowance) == 1)
        allowance.grow(now: 100)
        #expect(taken(1, of: 1, &allowance) == 0)
        allowance.grow(now: 60_000)
        #expect(taken(30, of: 1, &allowance) == 20, "it holds no more than it did")
    }

    @Test func `long lines use up bytes before lines`() {
        var allowance = LogAllowance(lines: 10, bytes: 1000, seconds: 1, now: 0)
        #expect(taken(10, of: 300, &allowance) == 3)
        #expect(taken(1, of: 100, &allowance) == 1)
    }

    @Test func `a backlog is granted beyond the store, and time takes nothing of it`() {
        var allowance = LogAllowance(lines: 10, bytes: 1000, seconds: 1, now: 0)
        allowance.grant(lines: 50, bytes: 5000)
        allowance.grow(now: 5_000)
        #expect(taken(100, of: 10, &allowance) == 60)
    }

    @Test func `a clock that goes back takes nothing and gives nothing`() {
        var allowance = LogAllowance(lines: 10, bytes: 1000, seconds: 1, now: 1000)
        while allowance.take(1) {}
        allowance.grow(now: 500)
        allowance.grow(now: 1000)
        #expect(taken(1, of: 1, &allowance) == 0)
    }

    @Test func `those who share get equal parts, and what one leaves stays`() {
        var all = LogAllowance(lines: 100, bytes: 100_000, seconds: 1, now: 0)
        let part = all.part(of: 4)
        var used = part
        #expect(taken(100, of: 1, &used) == 25)
        all.spend(part, left: used)
        var rest = all.part(of: 1)
        #expect(taken(100, of: 1, &rest) == 75)
    }
}
