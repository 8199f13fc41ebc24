import Model
import Planning
import Testing

@Suite("What a web dyno answers first") struct BootAnswerTests {
    private func read(_ text: String) -> BootAnswer { BootAnswer.read(Array(text.utf8), RouterSettings()) }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\n\r\n", 200), ("HTTP/1.0 404 Not Found\r\nA: b\r\n\r\nbody", 404), ("http/1.1 503 \r\n\r\n", 503),
        ("HTTP/1.1 200\r\nServer: \r\n\r\n", 200), ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 X\r\n\r\n", 204),
        ("HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 301 M\r\nLocation: /\r\n\r\n", 301),
    ])
    func `is an answer where it is HTTP`(_ text: String, _ status: Int) { #expect(read(text) == .status(status)) }

    @Test(arguments: [
        "", "H", "HTTP/1.", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nA: b\r\n", "HTTP/1.1 100 C\r\n\r\n", "HTTP/1.1 100 C\r\n\r\nHT",
    ])
    func `is waited for while it may become one`(_ text: String) { #expect(read(text) == .unfinished) }

    @Test(arguments: [
        ("+OK redis-like", "it answers something that is not HTTP: \"+OK redis-like\""),
        ("garbage garbage\r\nmore", "it answers something that is not HTTP: \"garbage garbage\""),
        ("SSH-2.0-OpenSSH_9\r\n", "it answers something that is not HTTP: \"SSH-2.0-OpenSSH_9\""),
        ("<html>", "it answers something that is not HTTP: \"<html>\""), ("\u{0}\u{1}", "it answers something that is not HTTP: \"^@^A\""),
        ("\r\nHTTP/1.1 200 OK\r\n\r\n", "it answers something that is not HTTP: \"\""),
        ("\u{15}\u{3}\u{3}\u{0}\u{2}\u{2}\u{32}", "it speaks TLS on $PORT: HTTPS ends at the router, which speaks plain HTTP to dynos"),
        ("\u{0}\u{0}\u{6}\u{4}\u{0}\u{0}\u{0}\u{0}\u{0}", "it speaks HTTP/2 alone, and dynos are spoken to in HTTP/1.1"),
    ])
    func `is said where it is something else`(_ text: String, _ words: String) { #expect(read(text) == .wrong(words)) }

    @Test(arguments: [
        ("HTTP/1.1 abc\r\n\r\n", "its first line is \"HTTP/1.1 abc\""), ("HTTP/1.1 200 OK\n\n", "a line ends without CR LF"),
        ("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "a header has no proper name"), ("HTTP/1.1 200 OK\r\n folded: x\r\n\r\n", "no proper name"),
        ("HTTP/1.1 200 OK\r\nA: \u{7}\r\n\r\n", "a header's value has a control byte"),
        ("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "Content-Length"), ("HTTP/1.1 600 X\r\n\r\n", "its first line"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "Transfer-Encoding"), ("HTTP/1.1 101 S\r\n\r\n", "changes the protocol"),
    ])
    func `is said where its head is malformed`(_ text: String, _ words: String) throws {
        guard case .wrong(let said) = read(text) else {
            Issue.record("\(read(text))")
            return
        }
        #expect(said.hasPrefix("it answers with a head that is not HTTP/1.1: ") && said.contains(words), "\(said)")
    }

    /// Ten megabytes are refused for their first 64 KB.
    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nA: \(String(repeating: "x", count: 70_000))", "HTTP/1.1 200 \(String(repeating: "x", count: 9_000))",
    ])
    func `is said where its head has no end`(_ text: String) throws {
        guard case .wrong(let said) = read(text) else {
            Issue.record("\(read(text))")
            return
        }
        #expect(said.contains("longer than 65536 bytes"), "\(said)")
    }

    @Test func `is shown in part where it is long, and harmlessly`() {
        let answer = BootAnswer.read(Array(("\u{1B}[2J" + String(repeating: "a", count: 500)).utf8), RouterSettings())
        #expect(answer == .wrong("it answers something that is not HTTP: \"\(String(repeating: "a", count: 56))…\""))
    }
}
