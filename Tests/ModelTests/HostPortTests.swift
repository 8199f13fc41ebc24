import Model
import Testing

@Suite("A host and its port") struct HostPortTests {
    @Test(
        arguments: [
            ("example.com", "example.com", nil), ("Example.com:443", "Example.com", 443), ("10.0.0.1:65535", "10.0.0.1", 65535),
            ("[::1]", "::1", nil), ("[2606:4700::1]:22", "2606:4700::1", 22), ("a_b-c.d:1", "a_b-c.d", 1),
        ] as [(String, String, UInt16?)]
    )
    func `are read in the forms that people write`(text: String, host: String, port: UInt16?) throws {
        let place = try HostPort(text[...])
        #expect(place.host == host && place.port == port)
    }

    private static let faults: [(String, HostPort.Fault)] = [
        ("", HostPort.Fault.host("")), (":1", .host("")), ("-x", .host("-x")), (".x", .host(".x")), ("a b", .host("a b")),
        ("a/b", .host("a/b")),
        ("h:", .port("")), ("h:0", .port("0")), ("h:65536", .port("65536")), ("h:+443", .port("+443")), ("h:-1", .port("-1")),
        ("h: 1", .port(" 1")), ("h:1x", .port("1x")), ("h:000443", .port("000443")), ("h:４４３", .port("４４３")),
        ("[::1", .address("[::1")), ("[]", .address("")), ("[127.0.0.1]:1", .address("127.0.0.1")), ("[x]", .address("x")),
        ("[::1]1", .port("1")), ("[::1]:", .port("")), ("[::1]:+1", .port("+1")), ("[::1]]:1", .port("]:1")),
        ("fd00::1:53", .brackets("fd00::1", port: "53")), ("a:1:2", .brackets("a:1", port: "2")),
        (String(repeating: "a", count: 254), .host(String(repeating: "a", count: 254))),
    ]

    @Test(arguments: faults) func `are refused in all others`(text: String, fault: HostPort.Fault) {
        #expect(throws: fault) { try HostPort(text[...]) }
    }

    @Test func `have one reader: what one place refuses, all do`() {
        for port in ["+443", "0", "65536", "", " 1", "４４３"] {
            #expect(throws: (any Error).self) { try DrainURL("https://logs.example.com:\(port)/") }
            #expect(throws: (any Error).self) { try SubmoduleAddress("https://git.example.com:\(port)/a") }
            #expect(throws: (any Error).self) { try NetworkAllowance("10.0.0.1:\(port)") }
        }
    }
}
