import Linux
import Model
import TLS
import Testing

@Suite("A certificate's file") struct CertificateFileTests {
    private static var now: Int64 { Moment.wallMicroseconds() / 1_000_000 }

    private func refusal(_ bytes: [UInt8], now: Int64 = CertificateFileTests.now) throws -> Failure {
        try #require(throws: Failure.self) { try CertificateFile(pem: bytes, now: now) }
    }

    @Test func `says what it is for, until when, and by whom`() throws {
        let shop = try Workshop()
        try shop.selfSigned("one", ["www.example.com", "*.Example.com", "www.example.com"])
        let file = try CertificateFile(pem: shop.read("one.pem", "one.key"), now: Self.now)
        #expect(file.details.hosts.map(\.text) == ["www.example.com", "*.example.com"])
        #expect(file.details.issuer == "Test, one" && file.details.selfSigned)
        #expect(file.details.key == "ECDSA P-256")
        #expect(file.details.fingerprint.utf8.count == 64)
        #expect(file.details.notAfter - file.details.notBefore == 90 * 86_400)
        #expect(abs(file.details.notBefore - Self.now) < 300)
        #expect(file.details.covers("www.example.com") && file.details.covers("a.example.com"))
        #expect(!file.details.covers("a.b.example.com") && !file.details.covers("example.com"))
    }

    @Test func `comes out in order, whatever order it came in, and is the same text then`() throws {
        let shop = try Workshop()
        try shop.selfSigned("root", [])
        try shop.signed("middle", by: "root", [], isAuthority: true)
        try shop.signed("leaf", by: "middle", ["shop.example.com"])
        let tidy = try CertificateFile(pem: shop.read("leaf.pem", "middle.pem", "root.pem", "leaf.key"), now: Self.now)
        let mixed = try CertificateFile(
            pem: Array("a comment\r\n".utf8) + shop.read("leaf.key", "root.pem", "middle.pem", "leaf.pem", "leaf.pem"),
            now: Self.now
        )
        #expect(tidy.pem == mixed.pem)
        #expect(tidy.details.issuer == "Test, middle" && !tidy.details.selfSigned)
        #expect(tidy.pem.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
        #expect(tidy.pem.split(separator: "-----BEGIN CERTIFICATE-----").count == 3)
        #expect(tidy.pem.hasSuffix("-----END PRIVATE KEY-----\n"))
        #expect(try CertificateFile(pem: Array(tidy.pem.utf8), now: Self.now).pem == tidy.pem)
    }

    @Test func `may be RSA of 2048 bits, with its key in any of the usual forms`() throws {
        let shop = try Workshop()
        try shop.selfSigned("rsa", ["a.example.com"], key: Workshop.rsa(2048))
        try shop.openssl("rsa", "-in", "rsa.key", "-traditional", "-out", "old.key")
        let new = try CertificateFile(pem: shop.read("rsa.pem", "rsa.key"), now: Self.now)
        let old = try CertificateFile(pem: shop.read("rsa.pem", "old.key"), now: Self.now)
        #expect(new.details.key == "RSA 2048" && new.pem == old.pem)
        try shop.selfSigned("ec", ["a.example.com"])
        try shop.openssl("ecparam", "-name", "prime256v1", "-out", "parameters")
        try shop.openssl("ec", "-in", "ec.key", "-out", "sec1.key")
        #expect(try CertificateFile(pem: shop.read("ec.pem", "parameters", "sec1.key"), now: Self.now).details.key == "ECDSA P-256")
    }

    @Test func `is refused where the key is weak, encrypted, somebody else's or not there`() throws {
        let shop = try Workshop()
        try shop.selfSigned("one", ["a.example.com"])
        try shop.selfSigned("two", ["a.example.com"])
        try shop.selfSigned("weak", ["a.example.com"], key: Workshop.rsa(1024))
        try shop.openssl("pkey", "-in", "one.key", "-aes256", "-passout", "pass:x", "-out", "secret.key")
        try shop.openssl("ec", "-in", "one.key", "-aes256", "-passout", "pass:x", "-out", "old-secret.key")
        #expect(try refusal(shop.read("weak.pem", "weak.key")).message == "the key is too weak: RSA 1024")
        #expect(try refusal(shop.read("one.pem", "secret.key")).message.contains("is encrypted"))
        #expect(try refusal(shop.read("one.pem", "old-secret.key")).message.contains("is encrypted"))
        #expect(try refusal(shop.read("one.pem", "two.key")).message.contains("does not belong"))
        #expect(try refusal(shop.read("one.pem")).message == "there is no private key")
        #expect(try refusal(shop.read("one.key")).message == "there is no certificate")
        #expect(try refusal(shop.read("one.pem", "one.key", "two.key")).message == "there are 2 private keys")
    }

    @Test func `is refused where it has expired, names nothing, or has company that leads nowhere`() throws {
        let shop = try Workshop()
        try shop.selfSigned("one", ["a.example.com"])
        try shop.selfSigned("two", ["a.example.com"])
        try shop.selfSigned("nameless", [])
        let later = Self.now + 100 * 86_400
        #expect(try refusal(shop.read("one.pem", "one.key"), now: later).message == "the certificate expired 10 days ago")
        #expect(try refusal(shop.read("one.pem", "one.key"), now: Self.now - 5 * 86_400).message.contains("not valid before"))
        #expect(try refusal(shop.read("nameless.pem", "nameless.key")).message.contains("names no host"))
        let stranger = try refusal(shop.read("one.pem", "two.pem", "one.key"))
        #expect(stranger.message == "the certificate of Test, two is not in the chain of Test, one")
    }

    @Test func `is refused where it is no PEM at all, or a damaged one`() throws {
        let shop = try Workshop()
        try shop.selfSigned("one", ["a.example.com"])
        try shop.openssl("x509", "-in", "one.pem", "-outform", "DER", "-out", "one.der")
        try shop.openssl("req", "-new", "-key", "one.key", "-subj", "/CN=a", "-out", "one.csr")
        #expect(try refusal([]).message.contains("not PEM"))
        #expect(try refusal(shop.read("one.der")).message.contains("not PEM"))
        #expect(try refusal(shop.read("one.csr", "one.key")).message.contains("a request for a certificate"))
        let damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        #expect(try refusal(Array(damaged.utf8)).message == "a certificate is damaged")
        #expect(try refusal([UInt8](repeating: 65, count: CertificateFile.bytesMax + 1)).code == .limit)
    }
}
