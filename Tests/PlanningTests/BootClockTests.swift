import Planning
import Testing

@Suite("The time that a dyno has to boot") struct BootClockTests {
    private func clock(_ ticks: Int, running: Int, used: Double? = nil) -> BootClock {
        var clock = BootClock(limitMilliseconds: 60_000, cores: 2)
        for _ in 0..<ticks where !clock.isOver { clock.tick(passed: 1_000, running: running, used: used) }
        return clock
    }

    @Test func `is that of the wall where there are processors for all`() {
        #expect(!clock(59, running: 2).isOver && clock(60, running: 2).isOver)
        #expect(clock(60, running: 0).words == "60 s")
    }

    @Test func `is the processors' share where more want to run`() {
        let clock = clock(200, running: 4)
        #expect(clock.isOver && clock.passedMilliseconds == 120_000)
        #expect(clock.words == "60 s of its own (120 s on this busy machine)")
    }

    @Test func `counts what a dyno had, where that is more than its share`() {
        #expect(clock(200, running: 20, used: 1).passedMilliseconds == 60_000)
    }

    @Test func `has an end all the same`() { #expect(clock(1_000, running: 1_000).passedMilliseconds == 300_000) }

    @Test func `whoever waits gives up when nothing comes on any more, and says every 15 s at the latest what is waited for`() {
        var patience = BootPatience(bootMilliseconds: 60_000, now: 0)
        #expect(patience.look(steps: 1, now: 9_999) == .wait && patience.look(steps: 1, now: 10_000) == .say(again: false))
        #expect(patience.look(steps: 1, now: 23_999) == .wait && patience.look(steps: 1, now: 24_000) == .say(again: true))
        #expect(patience.look(steps: 1, now: 24_050) == .wait && patience.look(steps: 1, now: 39_000) == .say(again: true))
        #expect(patience.look(steps: 2, now: 300_000) == .say(again: true) && patience.look(steps: 2, now: 310_000) == .wait)
        #expect(patience.look(steps: 3, now: 610_000) == .say(again: true) && patience.look(steps: 3, now: 610_000 + 315_000) == .giveUp)
    }
}
