import Planning
import Testing

@Suite("A line of the router's") struct RouterLineTests {
    private static let head = "2026-11-23T18:15:01.123456+00:00 heroku[router]: "

    @Test func `is read by its fields`() throws {
        let text =
            "at=error code=H12 desc=\"Request timeout\" method=GET path=\"/a b?x=1\" host=shop request_id=8601b555-x fwd=\"1.2.3.4\" "
            + "dyno=web.1 connect=1ms service=30001ms status=503 bytes=0 protocol=http"
        let line = try #require(RouterLine(Self.head + text))
        #expect(line.id == "8601b555-x" && line.dyno == "web.1" && line.code == "H12" && line.milliseconds == 30_001)
        #expect(line.fields["desc"] == "Request timeout" && line.fields["path"] == "/a b?x=1" && line.fields["protocol"] == "http")
        let none = try #require(RouterLine(Self.head + "at=error code=H14 request_id=x dyno= connect= service= status=503"))
        #expect(none.dyno == nil && none.milliseconds == nil && none.fields["status"] == "503")
    }

    @Test(arguments: ["", "at=info", "request_id", "x=\"y", "=", "a=\"b"]) func `is told from what is none`(text: String) {
        #expect(RouterLine(Self.head + text) == nil)
        #expect(RouterLine("2026-11-23T18:15:01.123456+00:00 app[web.1]: request_id=x") == nil)
    }
}
