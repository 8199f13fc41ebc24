import Model
import Planning
import Testing

@Suite("A drain's frames") struct DrainFrameTests {
    private func frame(_ line: String, _ kind: DrainURL.Kind) -> String {
        String(decoding: DrainFrame.bytes(Array(line.utf8), kind, token: "d.1"), as: UTF8.self)
    }

    @Test func `are Heroku's, over syslog and over HTTPS`() {
        #expect(frame("T app[web.1]: hällo", .syslog) == "34 <190>1 T d.1 app web.1 - - hällo\n")
        #expect(frame("T app[web.1]: hällo", .https) == "32 <190>1 T host app web.1 - hällo")
        #expect(frame("T heroku[router]: at=info", .syslogTLS) == "39 <158>1 T d.1 heroku router - - at=info\n")
        #expect(frame("T heroku[web.1]: State", .https).contains("<45>1 T host heroku web.1 - State"))
        #expect(frame("T app[api]: ", .https).hasSuffix("<190>1 T host app api - "))
    }

    @Test func `are whole, whatever a line is`() {
        for line in ["", "no form at all", "T app[x", "\u{0}\u{1b}[2J"] {
            for kind in DrainURL.Kind.allCases {
                let bytes = DrainFrame.bytes(Array(line.utf8), kind, token: "d.1")
                let text = String(decoding: bytes, as: UTF8.self)
                let length = text.prefix { $0 != " " }
                #expect(Int(length) == bytes.count - length.utf8.count - 1 && text.contains(line))
            }
        }
    }

    @Test func `say what a drain has not got`() {
        var dropped = DroppedLines()
        dropped.add(500, since: "S")
        let line = DrainFrame.notice(dropped, now: "T")
        #expect(line == "T heroku[logplex]: Error L10 (output buffer overflow): 500 messages dropped since S.")
        #expect(frame(line, .https).contains("<45>1 T host heroku logplex - Error L10"))
    }
}

@Suite("A drain's pace") struct DrainPaceTests {
    @Test func `waits longer and longer while nobody answers, and drops nothing`() {
        var pace = DrainPace()
        let waits = (0..<9).map { _ in pace.next(.unavailable) }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { .wait(milliseconds: $0 * 1000) })
        #expect(pace.next(.taken) == .goOn && pace.next(.unavailable) == .wait(milliseconds: 1000))
    }

    @Test func `drops what was refused three times, and nothing else`() {
        var pace = DrainPace()
        #expect(pace.next(.rejected) == .wait(milliseconds: 1000) && pace.next(.unavailable) == .wait(milliseconds: 2000))
        #expect(pace.next(.rejected) == .wait(milliseconds: 4000) && pace.next(.rejected) == .drop)
        #expect(pace.next(.rejected) != .drop)
    }

    @Test(arguments: [
        (200, DrainPace.Outcome.taken), (204, .taken), (301, .rejected), (401, .rejected), (413, .rejected), (408, .unavailable),
        (429, .unavailable), (500, .unavailable), (503, .unavailable),
    ])
    func `knows what an answer means`(status: Int, outcome: DrainPace.Outcome) { #expect(DrainPace.outcome(status: status) == outcome) }
}
