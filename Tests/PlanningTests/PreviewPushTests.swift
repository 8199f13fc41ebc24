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

    @Test func `end by the time that was seen to pass since their push, where they have an age`() {
        let day: Int64 = 86_400
        let almost = PreviewAge(push: 1, seconds: 30 * day - 1)
        #expect(!almost.isOver(days: 30) && almost.secondsLeft(days: 30) == 1)
        #expect(PreviewAge.next(almost, push: 1, passed: 1).isOver(days: 30) && !PreviewAge(push: 1, seconds: .max).isOver(days: 0))
        // One look adds its own interval at most: neither a clock nor a night of the machine's ends anything.
        #expect(PreviewAge.next(PreviewAge(push: 1), push: 1, passed: 30 * day).seconds == 3600)
        #expect(PreviewAge.next(almost, push: 1, passed: -30 * day) == almost)
        // Another push begins anew, and so does what was never seen.
        #expect(PreviewAge.next(almost, push: 2, passed: 300) == PreviewAge(push: 2))
        #expect(PreviewAge.next(nil, push: 2, passed: 300).secondsLeft(days: 2) == 2 * day)
        #expect(PreviewAge(push: 1).secondsLeft(days: 0) == nil)
    }
}
