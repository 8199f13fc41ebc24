import Linux
import Model
import Operations
import RequestBench
import Testing

@Suite("The queue of builds") struct BuildQueueTests {
    private let bench: RequestBench
    private let queue: BuildQueue

    init() throws {
        bench = try RequestBench()
        queue = BuildQueue(bench.root)
    }

    private func enter(_ name: String, limit: Int = 1) throws -> BuildQueue.Place {
        try queue.enter(try #require(AppName(name)), limit: limit)
    }

    @Test func `has who came first before who came later, and begins anew where it is empty`() throws {
        let first = try enter("shop")
        let second = try enter("blog")
        let third = try enter("wiki")
        #expect(try [first, second, third].map(queue.before) == [0, 1, 2])
        second.leave()
        #expect(try [first, third].map(queue.before) == [0, 1])
        let fourth = try enter("blog")
        #expect(try queue.before(fourth) == 2)
        for place in [first, third, fourth] { place.leave() }
        #expect(try Files.list(bench.root.buildQueue) == [])
        let next = try enter("shop")
        #expect(try queue.before(next) == 0 && Files.list(bench.root.buildQueue) == ["1"])
    }

    @Test func `tells of an app how many come before it`() throws {
        let (shop, blog) = (try #require(AppName("shop")), try #require(AppName("blog")))
        #expect(try queue.before(newestOf: shop) == nil)
        let first = try enter("shop")
        let second = try enter("blog")
        #expect(try queue.before(newestOf: shop) == 0 && queue.before(newestOf: blog) == 1)
        first.leave()
        #expect(try queue.before(newestOf: shop) == nil && queue.before(newestOf: blog) == 0)
        second.leave()
    }

    @Test func `tells by how many may build at once as each that waits has read it, and nobody else`() throws {
        let (shop, blog) = (try #require(AppName("shop")), try #require(AppName("blog")))
        let all = [try enter("wiki", limit: 4), try enter("shop", limit: 4), try enter("blog", limit: 1)]
        #expect(try all.map(queue.before) == [0, 0, 2])
        #expect(try queue.before(newestOf: shop) == 0 && queue.before(newestOf: blog) == 2)
        for place in all { place.leave() }
    }

    @Test func `says nothing of a place that a builder of before holds`() throws {
        try Files.makeDirectory(bench.root.buildQueue)
        guard let held = try FileLock.trying(for: bench.root.buildQueue + "/1") else {
            Issue.record("somebody else has the place")
            return
        }
        try held.leaveNote("shop")
        #expect(try queue.before(newestOf: try #require(AppName("shop"))) == nil)
        withExtendedLifetime(held) {}
    }

    @Test func `lets nobody wait for one that was killed`() throws {
        // What a builder leaves that had no time to leave: its file, and no lock on it.
        try Files.makeDirectory(bench.root.buildQueue)
        try Files.replace(bench.root.buildQueue + "/1", with: "shop")
        try Files.replace(bench.root.buildQueue + "/2", with: "")
        let place = try enter("blog")
        #expect(try Files.list(bench.root.buildQueue).sorted() == ["1", "2", "3"])
        #expect(try queue.before(place) == 0)
        #expect(try Files.list(bench.root.buildQueue) == ["3"])
    }

    @Test func `a place is gone with who holds it`() throws {
        do { _ = try enter("shop") }
        let place = try enter("blog")
        #expect(try queue.before(place) == 0)
    }
}
