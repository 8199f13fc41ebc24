import Ledger
import Linux
import Model
import Operations
import Synchronization
import Testing

@Suite("Slugs that nobody goes back to") struct RetireSlugsTests {
    private static let shared: [(key: String, role: String)] = [("packages-1", "toolchain"), ("stack-1", "stack")]

    private func release(_ fixture: PlatformFixture, _ commit: Character, _ own: [(key: String, role: String)]) throws -> Int64 {
        let deploy = try fixture.deploy(commit, layers: own + Self.shared)
        try fixture.settle(main: commit)
        return deploy
    }

    private func doomed(_ fixture: PlatformFixture) throws -> Set<String> {
        try Set(fixture.platform.ledger.read { try $0.doomed(fixture.app.name) }.map { "\($0.kind) \($0.key)" })
    }

    private func slugs(_ fixture: PlatformFixture) throws -> Set<String> {
        try Set(fixture.platform.ledger.read { try $0.slugs(of: fixture.app.id) }.map(\.digest))
    }

    @Test func `go, with the layers that are theirs alone; what others use or share stays`() throws {
        let fixture = try PlatformFixture { $0.build.releasesKept = 1 }
        _ = try release(fixture, "a", [("step-a", "step"), ("source-a", "source"), ("source-base", "source")])
        _ = try release(fixture, "b", [("step-b", "step"), ("source-b", "source"), ("source-base", "source")])
        try RetireSlugs(fixture.platform).run(fixture.app.name)
        #expect(
            try doomed(fixture) == ["slug slug-step-a-source-a-source-base-packages-1-stack-1", "layer step-a", "layer source-a"]
        )
        #expect(try slugs(fixture) == ["slug-step-b-source-b-source-base-packages-1-stack-1"])
        try RetireSlugs(fixture.platform).run(fixture.app.name)
        #expect(try doomed(fixture).count == 3, "nothing is let go of twice")
    }

    @Test func `of pushes that failed push out none of a release`() throws {
        let fixture = try PlatformFixture { $0.build.releasesKept = 2 }
        _ = try release(fixture, "a", [("source-a", "source")])
        _ = try release(fixture, "b", [("source-b", "source")])
        for commit: Character in ["c", "d", "e"] { try fixture.deploy(commit, .failed, layers: [("source-\(commit)", "source")]) }
        try RetireSlugs(fixture.platform).run(fixture.app.name)
        let gone = try doomed(fixture)
        #expect(gone.filter { $0.hasPrefix("layer") }.sorted() == ["layer source-c", "layer source-d", "layer source-e"])
    }

    @Test func `stay while dynos of them run`() throws {
        let fixture = try PlatformFixture { $0.build.releasesKept = 1 }
        let old = try release(fixture, "a", [("source-a", "source")])
        _ = try release(fixture, "b", [("source-b", "source")])
        try RetireSlugs(fixture.platform).run(fixture.app.name, running: [old])
        #expect(try doomed(fixture).isEmpty)
        try RetireSlugs(fixture.platform).run(fixture.app.name)
        #expect(try doomed(fixture).contains("layer source-a"))
    }

    @Test func `leave what the next build can use again: the newest result of each step`() throws {
        let fixture = try PlatformFixture { $0.build.releasesKept = 1 }
        try fixture.platform.ledger.write { db in
            for (time, layer) in [(1, "step-1"), (2, "step-2"), (3, "step-3")] {
                try db.recordStep(fixture.app.id, name: "pip", components: "{}", layer: layer, now: Int64(time))
            }
        }
        try RetireSlugs(fixture.platform).run(fixture.app.name)
        #expect(try doomed(fixture) == ["layer step-1", "layer step-2"])
        #expect(try fixture.platform.ledger.read { try $0.stepLayers(fixture.app.id) } == ["step-3"])
    }

    @Test func `leave the disk with the next sweep, and are forgotten only then`() throws {
        let fixture = try PlatformFixture { $0.build.releasesKept = 1 }
        _ = try release(fixture, "a", [("source-a", "source")])
        _ = try release(fixture, "b", [("source-b", "source")])
        try RetireSlugs(fixture.platform).run(fixture.app.name)
        let root = fixture.platform.root
        let part = root.slugPart("source-a")
        try Files.makeDirectory(Files.parent(of: part))
        try Files.replace(part, with: "x")
        #expect(throws: Failure(.internal, "busy")) {
            try StorageSweep(fixture.platform) { _ in throw Failure(.internal, "busy") }.run(fixture.app.name)
        }
        #expect(try doomed(fixture).contains("layer source-a"), "what failed is tried again")
        let removed = Mutex<[String]>([])
        try StorageSweep(fixture.platform) { key in removed.withLock { $0.append(key) } }.run(fixture.app.name)
        #expect(removed.withLock { $0 } == ["source-a"] && !Files.exists(part))
        #expect(try doomed(fixture).isEmpty)
    }
}
