import COpenSSL
import Glibc
import Model

/// One certificate.
final class X509Certificate {
    let certificate: OpaquePointer

    init(der: [UInt8]) throws(Failure) {
        let read = der.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            return d2i_X509(nil, &place, buffer.count)
        }
        ERR_clear_error()
        guard let read else { throw Failure(.invalid, "a certificate is damaged", hint: "copy its file again") }
        certificate = read
    }

    deinit { X509_free(certificate) }

    /// Its name for people.
    var subject: String { Self.text(X509_get_subject_name(certificate)) }

    /// Whether it signed another one, by their names and key identifiers.
    func signed(_ other: X509Certificate) -> Bool {
        !isSame(other) && X509_check_issued(certificate, other.certificate) == X509_V_OK
    }

    func isSame(_ other: X509Certificate) -> Bool { X509_cmp(certificate, other.certificate) == 0 }

    func pem() throws(Failure) -> String {
        let output = try MemoryBIO()
        guard PEM_write_bio_X509(output.bio, certificate) == 1 else { throw Failure(.internal, "OpenSSL writes no PEM") }
        return output.text()
    }

    func details(_ key: PrivateKey) throws(Failure) -> CertificateDetails {
        let hosts = dnsNames().compactMap { DomainName($0.lowercased()) }
        guard !hosts.isEmpty else {
            throw Failure(
                .invalid,
                "the certificate of \(subject) names no host",
                hint: "browsers look at its subject alternative names alone: ask for one with DNS names there"
            )
        }
        guard let notBefore = Self.seconds(X509_get0_notBefore(certificate)),
            let notAfter = Self.seconds(X509_get0_notAfter(certificate))
        else { throw Failure(.invalid, "the certificate of \(subject) does not say when it is valid") }
        return CertificateDetails(
            hosts: hosts.enumerated().filter { hosts.firstIndex(of: $0.element) == $0.offset }.map(\.element),
            issuer: Self.text(X509_get_issuer_name(certificate)),
            notBefore: notBefore,
            notAfter: notAfter,
            fingerprint: fingerprint(),
            key: key.words,
            selfSigned: X509_check_issued(certificate, certificate) == X509_V_OK
        )
    }

    private func fingerprint() -> String {
        var length: UInt32 = 0
        let digest = [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            let done = X509_digest(certificate, EVP_sha256(), buffer.baseAddress, &length)
            count = done == 1 ? Int(length) : 0
        }
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func dnsNames() -> [String] {
        guard let names = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return [] }
        let stack = OpaquePointer(names)
        defer { OPENSSL_sk_pop_free(stack) { GENERAL_NAME_free($0?.assumingMemoryBound(to: GENERAL_NAME.self)) } }
        return (0..<OPENSSL_sk_num(stack)).compactMap { index in
            guard let name = OPENSSL_sk_value(stack, index)?.assumingMemoryBound(to: GENERAL_NAME.self),
                name.pointee.type == GEN_DNS, let text = name.pointee.d.dNSName
            else { return nil }
            return Self.string(text)
        }
    }

    private static func string(_ text: UnsafePointer<ASN1_STRING>) -> String {
        let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(text), count: Int(ASN1_STRING_length(text)))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `Let's Encrypt, R11`: organization and common name, those that there are.
    private static func text(_ name: OpaquePointer?) -> String {
        let parts = [NID_organizationName, NID_commonName].compactMap { identifier -> String? in
            let place = X509_NAME_get_index_by_NID(name, identifier, -1)
            guard place >= 0, let entry = X509_NAME_get_entry(name, place), let data = X509_NAME_ENTRY_get_data(entry) else {
                return nil
            }
            let shown = string(data).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
            return String(String.UnicodeScalarView(shown))
        }
        return parts.isEmpty ? "(no name)" : parts.joined(separator: ", ")
    }

    /// Since 1970.
    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        var parts = tm()
        guard ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Int64(timegm(&parts))
    }
}
