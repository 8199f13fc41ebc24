import Linux
import Model
import Testing

@testable import CLI

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

    @Test func `prose is broken between words, and what is to be pasted is not`() throws {
        #expect(Wrapping.lines("one two three", width: 200) == ["one two three"] && Wrapping.lines("one two three", width: nil).count == 1)
        #expect(Wrapping.lines("  one two three four five six", width: 20) == ["  one two three four", "  five six"])
        #expect(Wrapping.lines("one two three four five", width: 24, before: 6) == ["one two three four", "five"])
        let long = String(repeating: "x", count: 60)
        #expect(Wrapping.lines("a \(long) b", width: 40) == ["a", long, "b"])
        #expect(Wrapping.lines("one two three", width: 3) == ["one two three"], "so narrow that nothing could be read")
        #expect(Wrapping.row("  ps    List the dynos of an app", column: 8, width: 28) == ["  ps    List the dynos of an", "        app"])
        let bench = try Bench()
        try bench.write("root/config.yml", "git_host: git@apps.example.com\n")
        bench.environment["RENGA_KEY"] = "1"
        func said(_ words: [String]) throws -> [Substring] {
            try bench.run(["--root", bench.root.path, "--client=columns=40"] + words).errors.split(separator: "\n")
        }
        let lines = try said(["create", "ab"])
        #expect(lines.count > 2 && lines.allSatisfy { $0.count <= 40 && $0.hasPrefix(" ▸    ") }, "\(lines)")
        #expect(try said(["labs"]).contains { $0.contains("renga routing:set affinity=on -a APP") })
    }

    @Test func `a log line is taken apart`() {
        let line = LogPayload("2026-11-23T18:00:00.1+00:00 app[web.1]: a [b]: c")
        #expect(line.source == "app" && line.dyno == "web.1" && line.message == "a [b]: c")
        #expect(LogPayload("something else").message == "something else")
    }
}
