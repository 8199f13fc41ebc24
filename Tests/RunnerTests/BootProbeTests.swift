import Testing

@testable import Runner

@Suite("The boot probe") struct BootProbeTests {
    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\n", 200), ("HTTP/1.0 404 Not Found", 404), ("HTTP/1.1 503", 503), ("HTTP/1.1 301 M", 301),
        ("SSH-2.0-OpenSSH_9", 0), ("HTTP/1.1 abc", 0), ("HTTP/1.1", 0), ("\u{0}\u{1}\u{2}", 0),
    ])
    func `reads the status of an answer`(_ text: String, _ status: Int) {
        #expect(BootProbe.status(Array(text.utf8)) == status)
    }
}
