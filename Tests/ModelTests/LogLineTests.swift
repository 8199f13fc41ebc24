import Model
import Testing

@Suite("A line of a log") struct LogLineTests {
    private static let time = "2026-11-23T18:15:01.123456+00:00"

    @Test func `has Heroku's form`() {
        #expect("\(LogLine(.heroku, "router", "at=info", at: Self.time))" == "\(Self.time) heroku[router]: at=info")
        let middle = String(decoding: LogLine.middle(.app, "web.1"), as: UTF8.self)
        #expect("\(Self.time)\(middle)hello" == "\(LogLine(.app, "web.1", "hello", at: Self.time))")
    }

    @Test(arguments: ["hello", "", " indented", "a [b]: c", "]: ", "ü\u{301}", "\u{301} first", "\r", "\t"])
    func `is read as it was written`(text: String) {
        for source in [LogLine.Source.app, .heroku] {
            let line = LogLine(source, "web.1", text, at: Self.time)
            #expect(LogLine("\(line)") == line)
        }
    }

    @Test(arguments: [
        "", "something else", "\(time) web: x", "\(time) app[web.1] x", "\(time) app[web.1", "app[web.1]:", "\(time) nobody[x]: y",
        "\(time) app web.1]: x",
    ])
    func `is told from what is none`(line: String) { #expect(LogLine(line) == nil) }

    @Test func `is wanted by its source and its dyno`() {
        func wants(_ line: String, source: String? = nil, dyno: String? = nil) -> Bool {
            var query = LogQuery()
            (query.source, query.dyno) = (source, dyno)
            return Array(line.utf8).withUnsafeBytes { query.wants($0) }
        }
        let line = "\(LogLine(.app, "web.12", "web.1 heroku[x]: y", at: Self.time))"
        #expect(wants(line) && wants(line, source: "app") && wants(line, dyno: "web") && wants(line, source: "app", dyno: "web.12"))
        #expect(!wants(line, source: "heroku") && !wants(line, dyno: "web.1") && !wants(line, dyno: "we") && !wants(line, dyno: "web.123"))
        #expect(wants("torn") && !wants("torn", source: "app"))
    }
}
