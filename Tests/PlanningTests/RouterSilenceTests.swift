import Model
import Planning
import Testing

@Suite("A router that says nothing") struct RouterSilenceTests {
    @Test func `is named, with what helps, and with what it said instead`() {
        let mute = RouterSilence.mute(["worker 7", "worker 8", "worker 9", "worker 10", "worker 11"])
        #expect(
            mute.message
                == "the router does not say that it serves what it is told (worker 7, worker 8, worker 9 and 2 more), so no new version can be"
        )
        #expect(mute.hint?.contains("systemctl restart renga-router") == true)
        #expect(RouterSilence.mute([]).message == "the router does not say that it serves what it is told, so no new version can be")
        #expect(RouterSilence.mute(["worker 7"], "no room").message == "no new version can be served: no room")
        let unserved = RouterSilence.unserved(["worker 7"], seconds: 30)
        #expect(
            unserved.message == "the router has not said within 30 s that it serves it (worker 7): the dynos of before are not stopped"
        )
        #expect(unserved.hint?.hasSuffix("the runner goes on trying") == true)
    }

    @Test func `is complained of once it is so for long, and never of what is served`() {
        let made: Int64 = 1_000_000_000
        func complaint(_ table: Int64, _ applied: Int64, after seconds: Int64) -> String? {
            RouterSilence.complaint(table: UInt64(table), applied: UInt64(applied), now: made + seconds * 1_000_000)
        }
        #expect(complaint(made, made - 1, after: 19) == nil)
        #expect(complaint(made, 0, after: 20)?.hasPrefix("the router has not said for 20") == true)
        #expect(complaint(made, made, after: 1_000) == nil && complaint(made, made + 1, after: 1_000) == nil)
        // No table was made yet.
        #expect(complaint(0, 0, after: 1_000) == nil)
    }

    @Test func `those are behind who have not said that they serve the newest table`() {
        var links = RouterLinks()
        links.opened(3)
        links.opened(4)
        links.sent(.init(version: 5, apps: []))
        links.applied(4, version: 5, busy: [])
        #expect(links.behind == [3])
        links.sent(.init(version: 6, apps: []))
        #expect(links.behind == [3, 4])
    }
}
