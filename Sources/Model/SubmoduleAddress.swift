/// Where a submodule is fetched from: over https, or over ssh with the app's own key, and from nowhere on this machine.
package struct SubmoduleAddress: Hashable, Sendable {
    /// Why a text is none.
    package enum Fault: Error, Hashable, Sendable {
        case relative
        case local
        case transport(String)
        case malformed

        package var words: String {
            switch self {
            case .relative: "is relative to a repository that is not here"
            case .local: "is a place on a machine, not a server's address"
            case .transport(let name): "is fetched by `\(name)`; https and ssh are"
            case .malformed: "is no address"
            }
        }
    }

    private static let bytesMax = 2_048

    /// As git takes it.
    package let text: String
    package let isSSH: Bool
    /// A name, or an address without brackets.
    package let host: String
    package let port: UInt16
    /// For people: without a user's name and password.
    package let shown: String

    package init(_ text: String) throws(Fault) {
        guard (1...Self.bytesMax).contains(text.utf8.count), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !text.hasPrefix("-") else {
            throw .malformed
        }
        if text.hasPrefix("./") || text.hasPrefix("../") { throw .relative }
        if let transport = text.firstRange(of: "::"), !text[..<transport.lowerBound].contains("/") {
            throw .transport(String(text[..<transport.lowerBound].prefix(20)))
        }
        self.text = text
        if let scheme = text.firstRange(of: "://") {
            let name = text[..<scheme.lowerBound].lowercased()
            guard ["https", "ssh"].contains(name) else { throw .transport(String(name.prefix(20))) }
            isSSH = name == "ssh"
            let authority = text[scheme.upperBound...].prefix { $0 != "/" }
            let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
            (host, port) = try Self.place(place, usual: isSSH ? 22 : 443)
            shown = Self.shown(text)
            return
        }
        // `git@host:path`, as scp has it: the colon comes before any slash.
        guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/") else { throw .local }
        let place = text[..<colon].split(separator: "@", omittingEmptySubsequences: false).last ?? text[..<colon]
        (isSSH, shown) = (true, text)
        (host, port) = try Self.place(place, usual: 22)
    }

    /// Of any URL, one that is refused as well: without who asks, which may be a token.
    package static func shown(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://") else { return text }
        let rest = text[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
        return "\(text[..<scheme.lowerBound].lowercased())://\(place)\(rest.dropFirst(authority.count))"
    }

    private static func place(_ text: Substring, usual: UInt16) throws(Fault) -> (String, UInt16) {
        do throws(HostPort.Fault) {
            let place = try HostPort(text)
            return (place.host, place.port ?? usual)
        } catch { throw .malformed }
    }

    /// Whether it names this machine or a network of its own, but for what config.yml allows. What a name stands for is not known here:
    /// the walls of the cage look at addresses.
    package func isLocal(allowed: [NetworkAllowance]) -> Bool {
        let name = host.lowercased()
        guard let address = IPAddress(name) else {
            // Numbers in other forms are addresses as well for those who ask.
            let last = name.split(separator: ".").last ?? ""
            if let first = last.first, first.isNumber { return true }
            return !name.contains(".") || ["localhost", "local", "internal"].contains(last)
        }
        if allowed.contains(where: { address.isIn($0.address, prefix: $0.prefix) && $0.port == port }) { return false }
        return Self.local.contains { network, prefix in IPAddress(network).map { address.isIn($0, prefix: prefix) } ?? false }
    }

    /// The config var that has the password of https there: dots are two underscores, hyphens are one (`GitAccess`).
    package var credentialVariable: String {
        let name = host.uppercased().split(separator: ".").map { $0.split(separator: "-").joined(separator: "_") }.joined(separator: "__")
        return "GIT_CRED__HTTPS__\(name)" + (port == 443 ? "" : "__\(port)")
    }

    private static let local: [(String, Int)] = [
        ("0.0.0.0", 8), ("10.0.0.0", 8), ("100.64.0.0", 10), ("127.0.0.0", 8), ("169.254.0.0", 16), ("172.16.0.0", 12), ("192.168.0.0", 16),
        ("::", 96), ("::ffff:0:0", 96), ("fc00::", 7), ("fe80::", 10),
    ]
}
