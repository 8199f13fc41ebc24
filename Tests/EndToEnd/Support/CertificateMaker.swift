import Glibc
import Linux
import Model

/// A certificate authority of one test's own, by the openssl program.
final class CertificateMaker: Sendable {
    let directory: String

    init() throws {
        directory = "/var/tmp/renga-e2e/ca-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(directory)
        try openssl(["req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=Test CA", "-keyout", "ca.key", "-out", "ca.pem"] + Self.key)
    }

    deinit {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(directory)
    }

    /// Whom a client trusts.
    var authority: String { directory + "/ca.pem" }

    /// `NAME.pem`, signed by the authority, and `NAME.key`.
    func make(_ name: String, _ names: String) throws {
        try openssl(["req", "-new", "-nodes", "-subj", "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).csr"] + Self.key)
        try Files.replace("\(directory)/\(name).ext", with: "subjectAltName=\(names)\n")
        try openssl(
            ["x509", "-req", "-days", "30", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"]
                + ["-extfile", "\(name).ext", "-out", "\(name).pem"]
        )
    }

    func path(_ name: String) -> String { "\(directory)/\(name)" }
    func text(_ names: String...) throws -> String { try names.map { try Files.text(path($0)) }.joined() }

    private static let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]

    private func openssl(_ words: [String]) throws {
        try Command("/usr/bin/openssl", words, workingDirectory: directory).run().check()
    }
}
