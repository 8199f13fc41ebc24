import Model
import Planning
import Testing

@Suite("What is said of memory") struct MemoryWatchTests {
    private func memory(_ megabytes: Int64, kills: Int64? = 0) -> DynoMemory {
        DynoMemory(usedBytes: megabytes << 20, limitBytes: 512 << 20, kills: kills)
    }

    private func lines(_ notice: MemoryWatch.Notice, _ memory: DynoMemory, killed: String? = "gunicorn", machine: Int64 = 8 << 30) throws
        -> [String]
    {
        let slot = DynoSlot(app: try #require(AppName("flasky")), deploy: 1, type: "web", index: 1)
        return MemoryWatch.lines(notice, memory, of: slot, killed: killed, machine: machine)
    }

    @Test func `nothing, as long as there is room`() {
        var watch = MemoryWatch()
        #expect(watch.look(memory(500), now: 0) == nil)
        #expect(watch.look(memory(0), now: 1) == nil)
    }

    @Test func `a child that the kernel killed is said once, and those of a minute together`() {
        var watch = MemoryWatch()
        #expect(watch.look(memory(100, kills: 1), now: 10_000) == .killed(1))
        #expect(watch.look(memory(100, kills: 1), now: 20_000) == nil)
        #expect(watch.look(memory(100, kills: 4), now: 30_000) == nil)
        #expect(watch.look(memory(100, kills: 9), now: 70_000) == .killed(8))
        #expect(watch.look(memory(100, kills: 9), now: 200_000) == nil)
    }

    @Test func `that all is used is said once a minute`() {
        var watch = MemoryWatch()
        let times = (0..<30).compactMap { watch.look(memory(510), now: $0 * 10_000) == .full ? $0 * 10_000 : nil }
        #expect(times == [0, 60_000, 120_000, 180_000, 240_000])
    }

    @Test func `a glance is reason to look closer near the limit, copies of files included, and where a process was killed`() {
        func glance(_ megabytes: Int64, kills: Int64? = 0) -> MemoryGlance {
            MemoryGlance(bytes: megabytes << 20, limitBytes: 512 << 20, kills: kills)
        }
        var watch = MemoryWatch()
        #expect(!watch.isMoved(glance(500)))
        #expect(watch.isMoved(glance(502)))
        // What would be said of the same amount without copies of files is never missed.
        #expect(!(0...512).contains { watch.isMoved(glance($0)) != (MemoryWatch().said(memory($0)) != nil) })
        #expect(watch.isMoved(glance(1, kills: 2)))
        #expect(watch.look(memory(1, kills: 2), now: 0) == .killed(2))
        #expect(!watch.isMoved(glance(1, kills: 2)))
        // A group that was made anew.
        #expect(watch.isMoved(glance(1)))
        // Nobody knows how many.
        #expect(!watch.isMoved(glance(1, kills: nil)) && watch.isMoved(glance(502, kills: nil)))
    }

    @Test func `a count that cannot be read is not none: what was said is not said again`() {
        var watch = MemoryWatch()
        #expect(watch.look(memory(100, kills: 3), now: 0) == .killed(3))
        #expect(watch.look(memory(100, kills: nil), now: 100_000) == nil)
        #expect(watch.look(memory(100, kills: 3), now: 200_000) == nil)
        #expect(watch.look(memory(510, kills: nil), now: 300_000) == .full)
        #expect(watch.look(memory(100, kills: 4), now: 400_000) == .killed(1))
    }

    @Test func `where the first look at a dyno cannot read it, what the next one reads is no news`() {
        var watch = MemoryWatch(kills: nil)
        #expect(watch.look(memory(100, kills: nil), now: 0) == nil)
        #expect(watch.look(memory(100, kills: 7), now: 1) == nil)
        #expect(watch.look(memory(100, kills: 9), now: 2) == .killed(2))
    }

    @Test func `what was before anybody looked is no news`() {
        var watch = MemoryWatch(kills: 7)
        #expect(watch.look(memory(100, kills: 7), now: 0) == nil)
        #expect(watch.look(memory(100, kills: 8), now: 1) == .killed(1))
    }

    @Test func `in Heroku's words, with what helps`() throws {
        #expect(
            try lines(.killed(1), memory(200)) == [
                "Process running mem=512M(100.0%)", "Error R14 (Memory quota exceeded)",
                "The kernel killed `gunicorn`: the dyno was at its limit of 512 MB. More: renga ps:type web=1GB -a flasky",
            ]
        )
        #expect(try lines(.killed(3), memory(200), killed: nil)[2].hasPrefix("The kernel killed one of its processes, and 2 before: "))
        #expect(try lines(.full, memory(508))[0] == "Process running mem=508M(99.2%)")
        let slot = try #require(AppName("flasky").map { DynoSlot(app: $0, deploy: 1, type: "web", index: 1) })
        #expect(
            MemoryWatch.lastLines(512 << 20, of: slot, machine: 8 << 30) == [
                "Error R15 (Memory quota vastly exceeded)",
                "The kernel killed it: it was at its limit of 512 MB. More: renga ps:type web=1GB -a flasky",
            ]
        )
        #expect(MemoryWatch.lastLines(512 << 20, of: slot, machine: 1 << 29)[1] == "The kernel killed it: it was at its limit of 512 MB.")
        // A machine that has no more.
        #expect(try lines(.full, memory(508), machine: 1 << 29)[2] == "It is at its limit of 512 MB: what asks for more is killed.")
    }
}

extension MemoryWatch {
    fileprivate func said(_ memory: DynoMemory) -> Notice? {
        var watch = self
        return watch.look(memory, now: 0)
    }
}
