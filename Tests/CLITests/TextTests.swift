import CLI
import Linux
import Model
import Testing

@Suite("Texts") struct TextTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00.000000+00:00", 0), ("2000-02-29T12:00:00+00:00", 951_825_600),
        ("2026-11-23T18:00:00.123456+00:00", 1_795_456_800), ("2100-03-01T00:00:00+00:00", 4_107_542_400),
    ]) func `times are read`(text: String, seconds: Int64) {
        #expect(Moment.seconds(text) == seconds)
        #expect(seconds == 0 || Moment.seconds(Moment.text(seconds * 1_000_000)) == seconds)
    }

    @Test func `times of another form are shown as they are`() {
        #expect(TimeText.shown("yesterday", now: 0) == "yesterday")
        #expect(TimeText.shown("2026-11-23T18:00:00+01:00", now: 0) == "2026-11-23T18:00:00+01:00")
    }

    @Test(arguments: [
        (-5, "~ 0s ago"), (59, "~ 59s ago"), (60, "~ 1m ago"), (3599, "~ 59m ago"), (3600, "~ 1h ago"),
        (89_999, "~ 24h ago"),
        (90_000, "~ 1d ago"),
    ]) func `how long ago`(seconds: Int64, text: String) {
        #expect(TimeText.ago(seconds) == text)
    }

    @Test(arguments: ["", "plain", "two words", "it's", "'", "$HOME `id` \\", "several\nlines\n", "a=b", "*", "ü", "~"])
    func `a shell reads a quoted word as it was`(text: String) throws {
        let command = Command("/bin/sh", ["-c", "printf %s \(ShellQuoting.quote(text))"])
        #expect(try command.check() == text)
    }

    @Test func `a log line is taken apart`() {
        let line = LogPayload("2026-11-23T18:00:00.1+00:00 app[web.1]: a [b]: c")
        #expect(line.source == "app" && line.dyno == "web.1" && line.message == "a [b]: c")
        #expect(LogPayload("something else").message == "something else")
    }
}
