import Planning
import Testing

@Suite("How often folders that stay are looked at") struct StoragePaceTests {
    private func seconds(_ look: Int64, computed: Int64) -> Int64 { StoragePace.rest(after: look, computed: computed) / 1000 }

    @Test func `a look that cost nothing is followed by another in half a minute`() {
        #expect(seconds(0, computed: 0) == 30 && seconds(1_000, computed: 1_000) == 30)
        // A clock that was set, if there were such a thing.
        #expect(seconds(-1, computed: -1) == 30)
    }

    @Test func `one that took long because others computed is as well`() { #expect(seconds(10_000, computed: 20) == 30) }

    @Test func `one that computes has the twentieth part of a processor, and one that waits for the disk a quarter of the time`() {
        #expect(seconds(5_000, computed: 5_000) == 100 && seconds(20_000, computed: 10_000) == 200)
        #expect(seconds(60_000, computed: 1_000) == 180)
    }

    @Test(arguments: [(3_600_000, 3_600_000), (3_600_000, 0), (Int64.max, Int64.max)])
    func `none is more than ten minutes off`(look: Int64, computed: Int64) { #expect(seconds(look, computed: computed) == 600) }
}
