import Planning
import Testing

@Suite("Layers that nothing names") struct LayerRetentionTests {
    private let now: Int64 = 1_000_000_000_000_000
    private var old: Int64 { now - 2 * LayerRetention.graceMicroseconds }

    private func isGone(
        isOwn: Bool = false,
        owner: String? = nil,
        usedAt: Int64? = nil,
        createdAt: Int64? = nil,
        named: Set<String> = [],
        others: Set<String> = [],
        isShared: Bool = false,
        grace: Int64 = LayerRetention.graceMicroseconds
    ) -> Bool {
        LayerRetention.isGone(
            .init(key: "key", isOwn: isOwn, owner: owner, usedAt: usedAt, createdAt: createdAt ?? old),
            named: named,
            namedByOthers: others,
            root: "/ours",
            isShared: isShared,
            grace: grace,
            now: now
        )
    }

    @Test func `go when nobody has used them for a day`() {
        #expect(isGone(usedAt: old))
        #expect(isGone())
        #expect(!isGone(usedAt: now - 1))
        #expect(!isGone(createdAt: now - 1))
    }

    @Test func `go sooner where somebody needs the room, and never while a build may be about to name them`() {
        #expect(isGone(usedAt: now - 3, grace: 2))
        #expect(!isGone(usedAt: now - 2, grace: 2))
        #expect(!isGone(usedAt: now - 3, named: ["key"], grace: 2))
    }

    @Test func `stay as long as anybody names them, a neighbour included`() {
        #expect(!isGone(usedAt: old, named: ["key"]))
        #expect(!isGone(usedAt: old, others: ["key"], isShared: true))
        #expect(isGone(usedAt: old, named: ["other"], others: ["another"], isShared: true))
    }

    @Test func `stay in a shared store where they may be of somebody who says nothing`() {
        #expect(!isGone(isShared: true))
        #expect(!isGone(isOwn: true, isShared: true))
        #expect(!isGone(isOwn: true, owner: "/theirs", usedAt: old, isShared: true))
        #expect(isGone(isOwn: true, owner: "/ours", usedAt: old, isShared: true))
        #expect(isGone(isOwn: true))
    }
}
