import Model
import Planning
import Testing

@Suite("What an app's log says of a deploy") struct DeployNewsTests {
    private func news(kind: DeployKind = .push, _ state: DeployState, reason: String? = nil, version: Int? = nil, serving: Int? = nil)
        -> DeployNews
    {
        DeployNews(
            kind: kind,
            state: state,
            description: kind == .push ? "Deploy 742dfee" : "Set FOO config vars",
            actor: "alice",
            reason: reason,
            version: version,
            serving: serving
        )
    }

    @Test func `a build is said to begin once, whatever it has come to by then`() {
        for state in [DeployState.building, .booting, .prepared] {
            #expect(news(state).lines(after: .silent) == ("Build started by user alice", [], .begun))
            #expect(news(state).lines(after: .begun) == (nil, [], .begun))
        }
    }

    @Test func `a release names its commit and its person`() {
        let lines = ["Deploy 742dfee by user alice", "Release v3 created by user alice"]
        #expect(news(.committed, version: 3).lines(after: .begun) == (nil, lines, .told))
        // The runner was away the whole time.
        #expect(news(.committed, version: 3).lines(after: .silent) == ("Build started by user alice", lines, .told))
    }

    @Test func `a refused build leaves its reason, in one line`() {
        let reason = "the step\nended\u{1B}[31m " + String(repeating: "x", count: 1_000)
        let ended = news(.failed, reason: reason, serving: 19).lines(after: .begun).ended
        #expect(ended.count == 1 && ended[0].hasPrefix("Build failed by user alice: the step ended [31m xxx"))
        #expect(ended[0].hasSuffix("…; v19 goes on serving") && ended[0].count < 400)
        #expect(news(.failed).lines(after: .begun).ended == ["Build failed by user alice: no reason was recorded"])
    }

    @Test func `a change of config vars has no build`() {
        #expect(news(kind: .config, .booting).lines(after: .silent) == (nil, [], .silent))
        #expect(
            news(kind: .config, .committed, version: 4).lines(after: .silent).ended == [
                "Set FOO config vars by user alice", "Release v4 created by user alice",
            ]
        )
        #expect(
            news(kind: .config, .failed, reason: "web.1 did not come up").lines(after: .silent).ended == [
                "Set FOO config vars by user alice failed: web.1 did not come up"
            ]
        )
    }

    @Test func `what was told stays told, and an app's first releases are told by who makes it`() {
        #expect(news(kind: .initial, .committed, version: 1).lines(after: .silent) == (nil, [], .told))
    }
}

@Suite("Lines of a version that does not serve yet") struct HeldLinesTests {
    @Test func `are bounded, the newest stay, and what is missing is counted`() {
        var held = HeldLines()
        held.add((0..<1_500).map { "line \($0)" })
        let all = held.all { "\($0) are missing" }
        #expect(all.first == "500 are missing" && all.count == 1_001 && all.last == "line 1499")
        held.add([String(repeating: "x", count: 200 << 10), String(repeating: "y", count: 200 << 10)])
        #expect(held.all { _ in "" }.count == 2)
        held.add([String(repeating: "z", count: 1 << 20)])
        #expect(held.all { "\($0)" } == ["1503"])
        #expect(HeldLines().all { _ in "" } == [])
    }
}
