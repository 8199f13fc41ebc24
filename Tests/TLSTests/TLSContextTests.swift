import Linux
import Testing

@testable import TLS

@Suite("Certificates that are served") struct TLSContextTests {
    @Test func `a chain is used whole, or not at all`() throws {
        let (certificate, key) = try Self.make()
        _ = try TLSContext(chain: certificate + certificate, key: key)
        _ = try TLSContext(chain: certificate + key + Array("a remark\n".utf8), key: certificate + key)
        let garbled = Array("-----BEGIN CERTIFICATE-----\nMIIBgarbled\n-----END CERTIFICATE-----\n".utf8)
        for broken in [certificate + garbled, certificate + garbled + certificate, garbled + certificate, key] {
            #expect(throws: TLSError.self) { _ = try TLSContext(chain: broken, key: key) }
        }
    }

    private static func make() throws -> (certificate: [UInt8], key: [UInt8]) {
        let text = try Command(
            "/usr/bin/openssl",
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=a.test"]
                + ["-keyout", "/dev/stdout"]
        ).check()
        let cut = try #require(text.firstRange(of: "-----BEGIN CERTIFICATE-----"))
        return (Array(text[cut.lowerBound...].utf8), Array(text[..<cut.lowerBound].utf8))
    }
}
