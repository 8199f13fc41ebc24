import Model
import Planning
import Testing

@Suite("What a push makes previews of") struct PreviewPushTests {
    private func update(_ ref: String, deletes: Bool = false) throws -> RefUpdate {
        let (one, two) = (String(repeating: "1", count: 40), String(repeating: deletes ? "0" : "2", count: 40))
        return try #require(RefUpdate(line: "\(one) \(two) \(ref)"))
    }

    private func decide(_ refs: [String], deletes: [String] = [], all: Bool = false) throws -> PushPolicy.Decision {
        try PushPolicy.decide(try refs.map { try update($0) } + deletes.map { try update($0, deletes: true) }, previewsAll: all)
    }

    @Test func `are branches below preview/, several at once, and the app with them`() throws {
        let decision = try decide([
            "refs/heads/preview/a", "refs/heads/main", "refs/heads/b", "refs/heads/preview/b", "refs/tags/preview/c",
        ])
        #expect(decision.builds.map(\.ref.short) == ["main", "preview/a", "preview/b"])
        #expect(decision.stored.map(\.ref.short) == ["b", "preview/c"] && decision.retired.isEmpty)
    }

    @Test func `are all branches where that is wanted`() throws {
        let decision = try decide(
            ["refs/heads/a", "refs/heads/preview/b", "refs/tags/v1", "refs/notes/x"],
            deletes: ["refs/heads/c"],
            all: true
        )
        #expect(decision.previews.map(\.ref.short) == ["a", "preview/b"] && decision.deploys == nil)
        #expect(decision.stored.map(\.ref.short) == ["v1"] && decision.retired.map(\.ref.short) == ["c"] && decision.hidden.count == 1)
    }

    @Test func `go with a branch that is deleted, as by a mirror`() throws {
        let decision = try decide(["refs/heads/main"], deletes: ["refs/heads/preview/a", "refs/heads/b"])
        #expect(
            decision.retired.map(\.ref.short) == ["preview/a"] && decision.stored.map(\.ref.short) == ["b"] && decision.builds.count == 1
        )
    }

    @Test func `have a name that is text`() throws {
        #expect { try decide(["refs/heads/preview/\u{FFFD}"]) } throws: { ($0 as? Failure)?.message.contains("is no UTF-8 text") ?? false }
        // A branch of which somebody wants no preview by name is kept.
        #expect(try decide(["refs/heads/\u{FFFD}"], all: true).stored.count == 1)
        #expect(try decide([], deletes: ["refs/heads/preview/\u{FFFD}"]).retired.count == 1)
    }

    @Test func `end by their age, where they have one`() {
        let day: Int64 = 86_400_000_000
        #expect(!PreviewAge.isOver(pushedAt: day, days: 30, now: 31 * day - 1) && PreviewAge.isOver(pushedAt: day, days: 30, now: 31 * day))
        #expect(!PreviewAge.isOver(pushedAt: day, days: 0, now: .max) && !PreviewAge.isOver(pushedAt: nil, days: 1, now: .max))
        #expect(PreviewAge.end(pushedAt: day, days: 2) == 3 * day && PreviewAge.end(pushedAt: day, days: 0) == nil)
    }
}
