import Planning
import Testing

@Suite("A dyno in the router's tables") struct DynoRoutesTests {
    @Test func `its time begins with the first table that is served without it`() {
        var routes = DynoRoutes()
        routes.named(in: 7)
        routes.retired()
        routes.look(applied: 7, now: 100)
        #expect(routes.leftAt == nil && !routes.isDrained)
        routes.look(applied: 8, now: 200)
        routes.look(applied: 9, now: 300)
        #expect(routes.leftAt == 200)
    }

    @Test func `one that no table has named has left at once, and has no request`() {
        var routes = DynoRoutes()
        routes.retired()
        routes.look(applied: 0, now: 100)
        #expect(routes.leftAt == 100 && routes.isDrained && !routes.isOnDisk(saved: 0))
    }

    @Test func `one of an earlier runner may be in any table until one of ours is served and saved`() {
        var routes = DynoRoutes(wasNamed: true)
        routes.retired()
        routes.look(applied: 0, now: 100)
        #expect(routes.leftAt == nil && !routes.isDrained && routes.isOnDisk(saved: 0))
        routes.look(applied: 1, now: 200)
        #expect(routes.leftAt == 200 && routes.isOnDisk(saved: 0) && !routes.isOnDisk(saved: 1))
    }

    @Test func `one that comes back into the routes begins anew`() {
        var routes = DynoRoutes()
        routes.named(in: 1)
        routes.retired()
        routes.drained()
        routes.look(applied: 2, now: 100)
        routes.named(in: 3)
        #expect(routes.leftAt == nil && !routes.isDrained && routes.isOnDisk(saved: 2))
    }
}
