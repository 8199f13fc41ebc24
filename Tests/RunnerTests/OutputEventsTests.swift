import Linux
import Testing

@testable import Runner

@Suite("Whose output has grown") struct OutputEventsTests {
    @Test func `is heard of whose folder is watched, and looked at beside others where it cannot be`() throws {
        let files = try LogFolder()
        defer { withExtendedLifetime(files) {} }
        let events = try OutputEvents()
        events.watch(files.path, as: "watched")
        events.watch(files.path + "/nowhere", as: "unwatched")
        try Files.replace(files.path + "/output.log", with: "x", isDurable: false)
        #expect(events.next(milliseconds: 10_000).ids == ["watched", "unwatched"])
        events.nudge("nudged")
        #expect(events.next(milliseconds: 10_000).ids == ["nudged", "unwatched"])
        for id in ["watched", "unwatched"] { events.forget(id) }
        events.nudge("nudged")
        #expect(events.next(milliseconds: 10_000).ids == ["nudged"])
    }
}
