import Model
import Testing

@Suite("What is asked of a log") struct LogQueryTests {
    private static let line = "2026-11-23T18:15:01.123456+00:00 app[web.1]: GET /Shop 200"

    private func wants(_ line: String = Self.line, _ change: (inout LogQuery) -> Void) -> Bool {
        var query = LogQuery()
        change(&query)
        return Array(line.utf8).withUnsafeBytes { query.wants($0) }
    }

    @Test func `is lines of a time, its end left out`() {
        #expect(wants { $0.since = "2026-11-23T18:15:01.123456+00:00" } && !wants { $0.since = "2026-11-23T18:15:01.123457+00:00" })
        #expect(wants { $0.until = "2026-11-23T18:15:01.123457+00:00" } && !wants { $0.until = "2026-11-23T18:15:01.123456+00:00" })
        #expect(!wants("torn") { $0.since = "2026-11-23T18:15:01.123456+00:00" })
    }

    @Test func `is lines with a text, whose capitals matter where it has some`() {
        for text in ["get /shop", "GET /Shop", "web.1]", "200", "app["] { #expect(wants { $0.text = text }, "\(text)") }
        for text in ["GET /shop", "2026-11", "201", "shopp"] { #expect(!wants { $0.text = text }, "\(text)") }
        #expect(wants("torn line") { $0.text = "torn" } && !wants("") { $0.text = "x" })
        #expect(wants { ($0.text, $0.dyno, $0.source) = ("shop", "web", "app") } && !wants { ($0.text, $0.dyno) = ("shop", "worker") })
    }

    @Test func `leaves out what servers write of the platform's own request`() {
        let probe = "2026-11-23T18:15:01.123456+00:00 app[web.1]: 10.0.0.1 - - \"GET / HTTP/1.1\" 200 12 \"-\" \"Renga-Boot-Probe\""
        #expect(!wants(probe) { _ in } && wants(probe) { $0.showsProbes = true })
        #expect(wants(probe.replacing("app[web.1]", with: "heroku[web.1]")) { _ in })
    }
}
