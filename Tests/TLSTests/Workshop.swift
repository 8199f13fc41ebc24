import Glibc
import Linux
import Model

/// Certificates made by the openssl program, in a directory of one test's own.
final class Workshop: Sendable {
    let directory: String

    init() throws {
        directory = "/tmp/renga-certificates-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(directory)
    }

    deinit {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(directory)
    }

    func openssl(_ words: String...) throws { try openssl(words) }

    func openssl(_ words: [String]) throws {
        let outcome = try Command("/usr/bin/openssl", words, workingDirectory: directory).run()
        guard outcome.status.isSuccess else { throw Failure(.internal, "openssl \(words): \(outcome.text)") }
    }

    func read(_ names: String...) throws -> [UInt8] { try names.flatMap { try Files.read("\(directory)/\($0)") } }

    /// `NAME.pem` and `NAME.key`.
    func selfSigned(_ name: String, _ hosts: [String], key: [String] = Workshop.elliptic, days: Int = 90) throws {
        try openssl(
            ["req", "-x509", "-nodes", "-days", "\(days)", "-subj", "/O=Test/CN=\(name)", "-keyout", "\(name).key"]
                + ["-out", "\(name).pem"] + key + Self.names(hosts)
        )
    }

    /// A certificate that `issuer` signed.
    func signed(_ name: String, by issuer: String, _ hosts: [String], isAuthority: Bool = false) throws {
        try openssl(
            ["req", "-new", "-nodes", "-subj", "/O=Test/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).csr"] + Self.elliptic
        )
        let extensions =
            (isAuthority ? ["basicConstraints=critical,CA:TRUE"] : [])
            + (hosts.isEmpty ? [] : ["subjectAltName=" + hosts.map { "DNS:\($0)" }.joined(separator: ",")])
        try Files.replace("\(directory)/\(name).ext", with: extensions.joined(separator: "\n") + "\n")
        try openssl(
            ["x509", "-req", "-days", "90", "-in", "\(name).csr", "-CA", "\(issuer).pem", "-CAkey", "\(issuer).key"]
                + ["-CAcreateserial", "-extfile", "\(name).ext", "-out", "\(name).pem"]
        )
    }

    static let elliptic = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    static func rsa(_ bits: Int) -> [String] { ["-newkey", "rsa:\(bits)"] }

    private static func names(_ hosts: [String]) -> [String] {
        hosts.isEmpty ? [] : ["-addext", "subjectAltName=" + hosts.map { "DNS:\($0)" }.joined(separator: ",")]
    }
}
