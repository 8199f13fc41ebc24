import Model
import Planning
import Testing

@Suite("A log without a line to show") struct LogAbsenceTests {
    private static let log = [
        "2026-11-23T18:00:00.000000+00:00 app[web.1]: hello", "2026-11-23T18:00:01.000000+00:00 app[web.2]: hello",
        "2026-11-23T18:00:02.000000+00:00 app[worker.1]: works", "2026-11-23T18:00:03.000000+00:00 heroku[router]: at=info",
        "a torn line",
    ]

    private func words(_ log: [String] = Self.log, _ change: (inout LogQuery) -> Void) -> String? {
        var query = LogQuery()
        change(&query)
        var absence = LogAbsence(query)
        let isShown = log.reversed().contains { line in Array(line.utf8).withUnsafeBytes { absence.look(at: $0) } }
        return isShown ? nil : absence.words
    }

    @Test func `says what there is instead`() {
        #expect(
            words { $0.dyno = "wokrer" } == "no line is from wokrer; there are lines from router, web, worker. Did you mean worker?"
        )
        #expect(
            words { $0.dyno = "web.9" }?.hasPrefix("no line is from web.9; there are lines from router, web.1, web.2, worker.1") == true
        )
        let many = (1...20).map { "2026-11-23T18:00:00.000000+00:00 app[run.\(1000 + $0)]: once" } + Self.log
        #expect(words(many) { $0.dyno = "web.9" }?.contains("lines from router, web.1, web.2, worker.1, run.1001") == true)
        #expect(words { $0.dyno = "build" }?.contains("renga builds:output") == true)
        #expect(
            words { $0.source = "router" }
                == "no line is from the source router; the sources are app and heroku, and router may be a process: -p router"
        )
        #expect(words { $0.text = "timeout" } == "no line has `timeout`")
        #expect(words { $0.since = "2026-11-23T19" } == "no line is that new: the newest is of 2026-11-23T18:00:03Z")
        #expect(
            words { $0.until = "2026-11-23T17" }
                == "no line is of that time: there are lines from 2026-11-23T18:00:00Z to 2026-11-23T18:00:03Z"
        )
        #expect(words { ($0.dyno, $0.text) = ("router", "hello") } == "no line is all of that at once")
        #expect(words([]) { $0.dyno = "web" } == "the log is empty yet")
    }

    @Test func `says nothing where there is one`() {
        #expect(words { $0.dyno = "web" } == nil)
        #expect(words { $0.text = "HELLO" } == "no line has `HELLO`")
        #expect(words { ($0.source, $0.text, $0.since) = ("app", "hello", "2026-11-23T18:00:01") } == nil)
    }

    @Test func `names a few of many`() {
        let many = (10..<60).map { "2026-11-23T18:00:00.000000+00:00 app[type\($0).1]: x" }
        #expect(words(many) { $0.dyno = "web" }?.hasSuffix("type20, type21, …") == true)
    }
}
