import Model
import Testing

@Suite("Who is told") struct NotifyTargetTests {
    @Test(arguments: [
        ("mail:user@example.com", "mail:user@example.com"), ("MAIL:root", "mail:root"),
        ("mail:o'brien+ops@a-b.example", "mail:o'brien+ops@a-b.example"),
        ("https://hooks.example.com", "https://hooks.example.com"),
        ("https://u:s3@hooks.example.com/x?key=s3", "https://hooks.example.com/…"),
    ])
    func `is a mail address or a URL, and is shown without what lets one in`(text: String, masked: String) throws {
        let target = try NotifyTarget(text)
        #expect(target.masked == masked)
        #expect(try NotifyTarget(target.text) == target)
    }

    @Test(arguments: [
        "", "mail:", "mail:-f@example.com", "mail:-oQ/tmp", "mail:a@b@c", "mail:a b@example.com", "mail:a\nBcc: c@example.com", "mail:a\r",
        "mail:a@exam\u{0}ple.com", "mail:|/bin/sh", "mail:/etc/passwd", "mail:a@", "mail:@example.com", "mail:a@-x", "mail:a@x.",
        "mail:a@[127.0.0.1]", "mail:a,b@example.com", "mail:<a@example.com>", "mail:\"a\"@example.com", "mail:a@example.com:25",
        "mail:ä@example.com",
        "mail:a@example.com\u{2028}", "mail:" + String(repeating: "a", count: 255), "user@example.com", "http://u:hunter2@a.example.com",
        "https://", "https://u:hunter2", "syslog://a.example.com", "https://a.example.com/#hunter2", "https://a.example.com/\r\nX: y",
    ])
    func `is refused where a mail program or a header could take it otherwise`(text: String) {
        let failure = #expect(throws: Failure.self) { try NotifyTarget(text) }
        #expect(failure?.code == .invalid && failure?.hint != nil && failure?.description.contains("hunter2") == false)
        #expect(failure?.message.utf8.allSatisfy { $0 >= 0x20 } == true)
    }

    @Test func `hears of the events that are chosen`() throws {
        #expect(try NotifyEvent.list("crash, PUSH") == [.crash, .push])
        #expect(#expect(throws: Failure.self) { try NotifyEvent.list("crahs") }?.hint == "did you mean \"crash\"?")
        for text in ["", ",", "crash,", "crash\u{1B}[2J"] { #expect(throws: Failure.self) { try NotifyEvent.list(text) } }
    }
}
