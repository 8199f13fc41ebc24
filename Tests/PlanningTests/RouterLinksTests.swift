import Model
import Planning
import Testing

@Suite("Links to the router's workers") struct RouterLinksTests {
    private static func table(_ version: UInt64, _ dynos: String...) -> RouteTable {
        let backends = dynos.map { RouteTable.Backend(id: $0, name: "web.1", address: "192.0.2.1", port: 1) }
        return RouteTable(version: version, apps: [.init(name: "a", hosts: [], phase: .up, backends: backends)])
    }

    @Test func `a table is served when every worker serves it`() {
        var links = RouterLinks()
        #expect(links.appliedVersion == 0)
        links.opened(1)
        links.sent(Self.table(1, "a"))
        links.applied(1, version: 1, busy: [])
        #expect(links.appliedVersion == 1)
        links.opened(2)
        #expect(links.appliedVersion == 0)
        links.applied(2, version: 1, busy: [])
        links.sent(Self.table(2, "a"))
        links.applied(2, version: 2, busy: [])
        #expect(links.appliedVersion == 1)
        links.closed(1)
        #expect(links.appliedVersion == 2)
    }

    @Test func `a dyno is drained when no worker has a request of it, and that is said once`() {
        var links = RouterLinks()
        links.sent(Self.table(1, "a", "b"))
        for link in [1, 2] {
            links.opened(link)
            links.applied(link, version: 1, busy: [])
        }
        links.sent(Self.table(2, "b"))
        links.applied(1, version: 2, busy: [])
        #expect(links.takeDrained() == [])
        links.applied(2, version: 2, busy: ["a"])
        #expect(links.takeDrained() == [])
        links.drained(2, "a")
        #expect(links.takeDrained() == ["a"])
        links.drained(1, "a")
        _ = links.takeDrained()
        #expect(links.takeDrained() == [])
    }

    @Test func `what a worker had has ended with it, but not before another one is there`() {
        var links = RouterLinks()
        links.sent(Self.table(1, "a"))
        links.opened(1)
        links.applied(1, version: 1, busy: [])
        links.sent(Self.table(2))
        links.applied(1, version: 2, busy: ["a"])
        links.closed(1)
        #expect(links.takeDrained() == [] && links.isEmpty)
        links.opened(2)
        #expect(links.takeDrained() == [])
        links.applied(2, version: 2, busy: [])
        #expect(links.takeDrained() == ["a"])
    }

    @Test func `a dyno that comes back is not drained`() {
        var links = RouterLinks()
        links.opened(1)
        links.sent(Self.table(1, "a"))
        links.sent(Self.table(2))
        links.sent(Self.table(3, "a"))
        links.applied(1, version: 3, busy: [])
        #expect(links.takeDrained() == [])
    }

    @Test func `a worker of a version that does not say who is busy is believed when it says drained`() {
        var links = RouterLinks()
        links.opened(1)
        links.sent(Self.table(1, "a"))
        links.sent(Self.table(2))
        links.applied(1, version: 2, busy: nil)
        #expect(links.takeDrained() == [])
        links.drained(1, "a")
        #expect(links.takeDrained() == ["a"])
    }

    @Test func `a dyno that a runner before may have removed is drained when the workers have nothing of it`() {
        var links = RouterLinks()
        links.adopted(["current", "busy", "quiet"])
        links.opened(1)
        #expect(links.takeDrained() == [])
        links.sent(Self.table(5, "current"))
        #expect(links.takeDrained() == [])
        links.applied(1, version: 5, busy: ["busy"])
        #expect(links.takeDrained() == ["quiet"])
        links.drained(1, "busy")
        #expect(links.takeDrained() == ["busy"])
        links.sent(Self.table(6))
        links.applied(1, version: 6, busy: [])
        #expect(links.takeDrained() == ["current"])
    }

    @Test func `a runner that comes anew hears of dynos that one before it removed`() {
        var links = RouterLinks()
        links.opened(1)
        links.sent(Self.table(5, "b"))
        links.applied(1, version: 5, busy: ["old"])
        links.drained(1, "old")
        #expect(links.takeDrained() == ["old"])
    }

    @Test func `a table is on disk when every worker has said so, and refusals are answered with pauses that grow`() {
        var links = RouterLinks()
        links.opened(1)
        links.opened(2)
        links.sent(Self.table(1, "a"))
        links.applied(1, version: 1, busy: [])
        links.applied(2, version: 1, busy: [], unsaved: "no room")
        #expect(links.appliedVersion == 1 && links.savedVersion == 0 && links.complaint?.contains("no room") == true)
        links.applied(2, version: 1, busy: [])
        #expect(links.savedVersion == 1 && links.complaint == nil)
        let pauses = (0..<8).map { _ in links.refused(1, reason: "malformed") }
        #expect(pauses == [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
        #expect(links.complaint?.contains("malformed") == true)
        links.applied(1, version: 2, busy: [])
        #expect(links.complaint == nil && links.refused(1, reason: "again") == 1_000)
    }

    @Test func `what a runner before us had in its tables tells nothing of ours`() {
        var links = RouterLinks()
        links.opened(1)
        links.applied(1, version: 40, busy: [])
        #expect(links.appliedVersion == 0 && links.savedVersion == 0)
        links.sent(Self.table(50, "new"))
        #expect(links.appliedVersion == 0 && links.savedVersion == 0)
        links.applied(1, version: 50, busy: [], unsaved: "the disk is full")
        // On disk there is still the table of 40, which a worker that starts anew would serve.
        #expect(links.appliedVersion == 50 && links.savedVersion == 0)
        links.applied(1, version: 50, busy: [])
        #expect(links.savedVersion == 50)
        // By a clock that was set back meanwhile.
        links.opened(2)
        links.applied(2, version: 900, busy: [])
        #expect(links.appliedVersion == 0 && links.savedVersion == 0 && links.takeDrained() == [])
    }
}
