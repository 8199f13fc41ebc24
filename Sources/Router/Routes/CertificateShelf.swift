import Linux
import Model
import TLS

/// The certificates of the newest table, each loaded from its file once. Used by the control thread alone.
struct CertificateShelf {
    private let root: InstallationRoot
    private let isServing: Bool
    private var contexts: [String: TLSContext] = [:]
    private var newest: TLSDirectory?
    /// What is tried again was said before.
    private var isQuiet = false
    /// Why some or all of the newest table's certificates are not served with, a line each.
    private(set) var complaints: [String] = []

    /// - Parameter isServing: whether there is HTTPS at all.
    init(root: InstallationRoot, isServing: Bool) {
        self.root = root
        self.isServing = isServing
    }

    /// What HTTPS is served with from this table on; nil where there is no HTTPS.
    ///
    /// A certificate that cannot be used is said and left out: the others serve.
    mutating func directory(for table: RouteTable) -> TLSDirectory? {
        guard isServing else { return nil }
        complaints = []
        var loaded: [String: TLSContext] = [:]
        var entries: [(hosts: [String], context: TLSContext)] = []
        for certificate in table.certificates {
            guard let context = contexts[certificate.id] ?? load(certificate) else { continue }
            loaded[certificate.id] = context
            entries.append((certificate.hosts, context))
        }
        contexts = loaded
        let challenges = root.acmeALPN
        do throws(TLSError) {
            newest = try TLSDirectory(entries, after: newest) { Self.challenge($0, below: challenges) }
        } catch {
            complain("HTTPS is not served with the newest certificates: \(error)")
        }
        return newest
    }

    /// Looks again for those that could not be used; nil where none of them can be.
    mutating func again(for table: RouteTable) -> TLSDirectory? {
        guard isServing, !complaints.isEmpty else { return nil }
        let known = contexts.count
        isQuiet = true
        defer { isQuiet = false }
        let all = directory(for: table)
        return contexts.count > known || complaints.isEmpty ? all : nil
    }

    private mutating func load(_ certificate: RouteTable.Certificate) -> TLSContext? {
        let path = root.routerCertificate(certificate.id)
        do {
            let bytes = try Files.read(path, limit: 1 << 20)
            return try TLSContext(chain: bytes, key: bytes)
        } catch {
            complain("the certificate \(path) for \(certificate.hosts.joined(separator: ", ")) is left out: \(error)")
            return nil
        }
    }

    private mutating func complain(_ text: String) {
        complaints.append(text)
        if !isQuiet { Diagnostics.say(text) }
    }

    /// The answer to tls-alpn-01 for a name, if there is one now.
    private static func challenge(_ host: String, below directory: String) -> TLSContext? {
        let isName = host.utf8.allSatisfy { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
        guard isName, !host.hasPrefix("."), host.utf8.count <= 253 else { return nil }
        // Nobody asked for one, or it is gone again: the handshake fails, which says as much.
        guard let chain = try? Files.read("\(directory)/\(host).crt.pem", limit: 1 << 20),
            let key = try? Files.read("\(directory)/\(host).key.pem", limit: 1 << 20)
        else { return nil }
        return try? TLSContext(chain: chain, key: key)
    }
}
