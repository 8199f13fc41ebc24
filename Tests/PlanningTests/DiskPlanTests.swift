import Model
import Planning
import Testing

@Suite("A disk that fills") struct DiskPlanTests {
    private let floor = DiskFloor(bytes: 1 << 30, files: 1000)
    private let low = DiskSpace(freeBytes: 500 << 20, freeFiles: 100_000)

    private func growth(_ id: String, _ before: Int64?, _ now: Int64?, written: Int64? = nil) -> DiskPlan.Growth {
        .init(
            id: id,
            before: before.map { DiskAmount(bytes: $0 << 20, files: $0) },
            now: now.map { DiskAmount(bytes: $0 << 20, files: $0) },
            written: written.map { $0 << 20 }
        )
    }

    @Test func `takes who has grown most, not who is largest`() {
        let dynos = [growth("large", 1900, 1900), growth("grows", 10, 300), growth("also", 10, 20)]
        #expect(DiskPlan.grower(dynos, space: low, before: nil, floor: floor)?.id == "grows")
    }

    @Test func `takes nobody where there is enough, or where nobody grows`() {
        let enough = DiskSpace(freeBytes: 2 << 30, freeFiles: 100_000)
        #expect(DiskPlan.grower([growth("grows", 10, 300)], space: enough, before: nil, floor: floor) == nil)
        #expect(DiskPlan.grower([growth("rests", 300, 300), growth("shrinks", 90, 20)], space: low, before: nil, floor: floor) == nil)
        // A look that failed accuses nobody.
        #expect(DiskPlan.grower([growth("unknown", 10, nil)], space: low, before: nil, floor: floor) == nil)
    }

    @Test func `counts all of a dyno that was not there before`() {
        #expect(DiskPlan.grower([growth("new", nil, 200), growth("old", 100, 150)], space: low, before: nil, floor: floor)?.id == "new")
    }

    @Test func `takes who wrote what is gone where no tree shows it`() {
        let before = DiskSpace(freeBytes: 900 << 20)
        let dynos = [growth("hides", 1, 1, written: 390), growth("rewrites", 50, 50, written: 30)]
        #expect(DiskPlan.grower(dynos, space: low, before: before, floor: floor)?.id == "hides")
        // What is gone is somebody else's, who is no dyno.
        #expect(DiskPlan.grower([growth("rewrites", 50, 50, written: 30)], space: low, before: before, floor: floor) == nil)
    }

    @Test func `looks at files where those are what lacks`() {
        let space = DiskSpace(freeBytes: 50 << 30, freeFiles: 10)
        #expect(
            DiskPlan.grower([growth("bytes", 0, 50), growth("files", 0, 5000)], space: space, before: nil, floor: floor)?.id == "files"
        )
        #expect(DiskPlan.grower([growth("few", 0, 5)], space: DiskSpace(freeBytes: 50 << 30), before: nil, floor: floor) == nil)
    }

    @Test func `is looked at more often the fuller it is, and never most of the time`() {
        func pause(_ megabytes: Int64, cost: Int64 = 1) -> Int64 {
            DiskPlan.pause(space: DiskSpace(freeBytes: megabytes << 20), floor: floor, cost: cost)
        }
        #expect(pause(100_000) == 10_000)
        #expect(pause(1024 + 4000) == 2000)
        #expect(pause(1024 + 100) == 250)
        #expect(pause(0) == 250)
        #expect(pause(100_000, cost: 2_000) == 18_000)
        #expect(pause(0, cost: 2_000) == 2_000)
    }
}
