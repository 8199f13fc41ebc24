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

    private func enter(_ name: String) throws -> BuildQueue.Place { try queue.enter(try #require(AppName(name))) }

    @Test func `has who came first before who came later, and begins anew where it is empty`() throws {
        let first = try enter("shop")
        let second = try enter("blog")
        let third = try enter("wiki")
        #expect(try [first, second, third].map(queue.older) == [0, 1, 2])
        second.leave()
        #expect(try [first, third].map(queue.older) == [0, 1])
        let fourth = try enter("blog")
        #expect(try queue.older(than: fourth) == 2)
        for place in [first, third, fourth] { place.leave() }
        #expect(try Files.list(bench.root.buildQueue) == [])
        let next = try enter("shop")
        #expect(try queue.older(than: next) == 0 && Files.list(bench.root.buildQueue) == ["1"])
    }

    @Test func `tells of an app how many come before it`() throws {
        let (shop, blog) = (try #require(AppName("shop")), try #require(AppName("blog")))
        #expect(try queue.older(thanNewestOf: shop) == nil)
        let first = try enter("shop")
        let second = try enter("blog")
        #expect(try queue.older(thanNewestOf: shop) == 0 && queue.older(thanNewestOf: blog) == 1)
        first.leave()
        #expect(try queue.older(thanNewestOf: shop) == nil && queue.older(thanNewestOf: blog) == 0)
        second.leave()
    }

    @Test func `lets nobody wait for one that was killed`() throws {
        // What a builder leaves that had no time to leave: its file, and no lock on it.
        try Files.makeDirectory(bench.root.buildQueue)
        try Files.replace(bench.root.buildQueue + "/1", with: "shop")
        try Files.replace(bench.root.buildQueue + "/2", with: "")
        let place = try enter("blog")
        #expect(try Files.list(bench.root.buildQueue).sorted() == ["1", "2", "3"])
        #expect(try queue.older(than: place) == 0)
        #expect(try Files.list(bench.root.buildQueue) == ["3"])
    }

    @Test func `a place is gone with who holds it`() throws {
        do { _ = try enter("shop") }
        let place = try enter("blog")
        #expect(try queue.older(than: place) == 0)
    }
}
