import Model
import Testing

@Suite("The URL of a drain") struct DrainURLTests {
    @Test(arguments: [
        ("syslog://logs.example.com", DrainURL.Kind.syslog, "logs.example.com", UInt16(514), "syslog://logs.example.com"),
        ("syslog+tls://LOGS.example.com:12", .syslogTLS, "logs.example.com", 12, "syslog+tls://LOGS.example.com:12"),
        ("syslog+tls://1.2.3.4#insecure", .syslogTLS, "1.2.3.4", 6514, "syslog+tls://1.2.3.4#insecure"),
        ("https://[2606:4700::1]:8443/in?key=s3", .https, "2606:4700::1", 8443, "https://[2606:4700::1]:8443/…"),
        ("https://a.example.com", .https, "a.example.com", 443, "https://a.example.com"),
        ("https://u:p%40s@a.example.com/", .https, "a.example.com", 443, "https://a.example.com/…"),
    ])
    func `says where to, and is shown without what lets one in`(
        text: String,
        kind: DrainURL.Kind,
        host: String,
        port: UInt16,
        masked: String
    ) throws {
        let url = try DrainURL(text)
        #expect(url.kind == kind && url.host == host && url.port == port && url.masked == masked)
        #expect(url.verifies != text.hasSuffix("#insecure") && url.description == text)
    }

    @Test func `has a password as it goes into a header`() throws {
        #expect(try DrainURL("https://u:p%40s@a.example.com/").credentials == Array("u:p@s".utf8))
        #expect(try DrainURL("https://key@a.example.com/").credentials == Array("key:".utf8))
        #expect(try DrainURL("https://a.example.com?k=v").requestTarget == "/?k=v")
        #expect(Base64.text(Array("u:p@s".utf8)) == "dTpwQHM=")
    }

    @Test(arguments: [
        "", "logs.example.com:514", "http://u:hunter2@a.example.com", "udp://a.example.com", "ftp://a.example.com", "https://",
        "https://hunter2@", "https://a b.example.com/hunter2", "https://a.example.com:0/hunter2", "https://a.example.com:99999",
        "https://u:hunter2", "https://u:hunter2/@a.example.com", "https://u:hunter2?@a.example.com",
        "https://[::1/hunter2", "https://[hunter2]/", "syslog://u:hunter2@a.example.com", "syslog://a.example.com/hunter2",
        "https://a.example.com/#hunter2", "https://%zz@a.example.com", "https://a.example.com/\r\nX: hunter2", "https://-a/",
        "https://" + String(repeating: "a", count: 2000),
    ])
    func `is refused where it is none, and no password is repeated`(text: String) {
        let failure = #expect(throws: Failure.self) { try DrainURL(text) }
        #expect(failure?.code == .invalid && failure?.hint != nil)
        #expect(failure?.description.contains("hunter2") == (text.contains("[hunter2]")))
    }
}
