import Linux
import Model
import Testing

@testable import Router

@Suite("Challenges of certificate authorities") struct ChallengeTests {
    @Test func `http-01 is answered from a file, and from nothing else`() throws {
        let backend = try Backend.answering("the app")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        try Files.makeDirectory(router.root.acmeChallenges)
        try Files.replace(router.root.acmeChallenges + "/tok-en_1", with: "tok-en_1.thumb")
        try Files.replace(router.root.acme + "/secret", with: "secret")
        let prefix = "/.well-known/acme-challenge/"
        #expect(try router.get(prefix + "tok-en_1").text == "tok-en_1.thumb")
        #expect(try router.get(prefix + "tok-en_1", host: "unknown.test").text == "tok-en_1.thumb")
        #expect(try router.get(prefix + "other").text == "the app")
        #expect(try router.get(prefix + "../secret").text == "the app")
        #expect(try router.get(prefix).text == "the app")
    }

    @Test func `tls-alpn-01 is answered by a certificate of its own`() throws {
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([])
        let root = secure.router.root
        try Files.makeDirectory(root.acmeALPN)
        let (chain, key) = (root.acmeALPN + "/myapp.test.crt.pem", root.acmeALPN + "/myapp.test.key.pem")
        try SecureRouter.make(["challenge.test"], key: ["rsa:2048"], certificate: chain, key: key)
        let challenge = try secure.client(["-alpn", "acme-tls/1"])
        #expect(challenge.contains("subject=CN = challenge.test") && challenge.contains("ALPN protocol: acme-tls/1"), "\(challenge)")
        #expect(try secure.client(["-alpn", "http/1.1"]).contains("subject=CN = myapp.test"))
        #expect(!(try secure.client(["-alpn", "acme-tls/1"], host: "other.test")).contains("BEGIN CERTIFICATE"))
    }
}
