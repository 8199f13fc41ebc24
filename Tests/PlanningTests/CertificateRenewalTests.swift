import Planning
import Testing

@Suite("When a certificate is asked for") struct CertificateRenewalTests {
    @Test func `is asked for at once, then with a third of its life left, and later after each failure`() {
        #expect(CertificateRenewal.due(validity: nil, failures: 0, triedAt: 0, now: 100) == 0)
        #expect(CertificateRenewal.due(validity: 0...90, failures: 0, triedAt: 0, now: 100) == 60)
        #expect(CertificateRenewal.due(validity: nil, failures: 1, triedAt: 100, now: 100) == 3700)
        #expect(CertificateRenewal.due(validity: nil, failures: 3, triedAt: 100, now: 100) == 100 + 4 * 3600)
        #expect(CertificateRenewal.due(validity: nil, failures: 50, triedAt: 100, now: 100) == 100 + 86_400)
        #expect(CertificateRenewal.due(validity: 0...900_000, failures: 1, triedAt: 100, now: 100) == 600_000)
        // What was tried by a clock that was a month ahead holds nothing for a month.
        #expect(CertificateRenewal.due(validity: 0...90, failures: 5, triedAt: 2_592_000, now: 100) == 60)
    }
}
