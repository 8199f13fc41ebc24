import Planning
import Testing

@Suite("The end of a one-off dyno") struct ErrandTests {
    @Test func `one that is waited for, or was left to itself, goes on`() {
        #expect(Errand().step(now: 1_000_000) == .wait(until: nil))
        var errand = Errand()
        errand.endsAt = 500
        #expect(errand.step(now: 499) == .wait(until: 500))
        #expect(errand.step(now: 500) == .stop)
    }

    @Test func `one whose client has gone is hung up three times, and killed then`() {
        var errand = Errand()
        errand.aloneAt = 1000
        #expect(errand.step(now: 999) == .wait(until: 1000))
        for now: Int64 in [1000, 6000, 11_000] {
            #expect(errand.step(now: now - 1) == .wait(until: now))
            #expect(errand.step(now: now) == .hangUp)
            errand.hungUp(now: now)
        }
        #expect(errand.step(now: 15_999) == .wait(until: 16_000))
        #expect(errand.step(now: 16_000) == .kill)
    }

    @Test func `its time is over whoever waits`() {
        var errand = Errand()
        errand.aloneAt = 1000
        errand.endsAt = 900
        #expect(errand.step(now: 800) == .wait(until: 900))
        #expect(errand.step(now: 950) == .stop)
    }
}
