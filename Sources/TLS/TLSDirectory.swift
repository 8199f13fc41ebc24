import Model

/// Which certificate a client gets by the name that it asks for.
package final class TLSDirectory: Sendable {
    private let base: TLSContext
    private let exact: [String: TLSContext]
    /// By what follows `*.`.
    private let wildcards: [String: TLSContext]
    private let first: TLSContext?
    private let challenge: @Sendable (String) -> TLSContext?

    /// - Parameters:
    ///   - entries: lower-case names, `*.example.com` among them. Where two cover a name, the first one counts.
    ///   - previous: the directory before this one, whose session tickets stay good.
    ///   - challenge: the certificate that answers an ACME challenge for a name.
    package init(
        _ entries: [(hosts: [String], context: TLSContext)],
        after previous: TLSDirectory? = nil,
        challenge: @escaping @Sendable (String) -> TLSContext? = { _ in nil }
    ) throws(TLSError) {
        base = if let previous { previous.base } else { try TLSContext() }
        var exact: [String: TLSContext] = [:]
        var wildcards: [String: TLSContext] = [:]
        for entry in entries {
            for host in entry.hosts {
                if host.hasPrefix("*.") {
                    let parent = String(host.dropFirst(2))
                    if wildcards[parent] == nil { wildcards[parent] = entry.context }
                } else if exact[host] == nil {
                    exact[host] = entry.context
                }
            }
        }
        self.exact = exact
        self.wildcards = wildcards
        first = entries.first?.context
        self.challenge = challenge
    }

    package var isEmpty: Bool { first == nil }

    /// A client that names nobody gets the first one. A wildcard stands for one label, as in certificates (RFC 6125).
    func find(_ name: String?, isChallenge: Bool) -> TLSContext? {
        guard var name = name?.lowercased(), !isAddress(name) else { return isChallenge ? nil : first }
        if name.hasSuffix(".") { name.removeLast() }
        if isChallenge { return challenge(name) }
        if let context = exact[name] { return context }
        guard let dot = name.firstIndex(of: ".") else { return nil }
        return wildcards[String(name[name.index(after: dot)...])]
    }

    /// An address is no name (RFC 6066, 3), whatever clients say.
    private func isAddress(_ name: String) -> Bool {
        name.utf8.contains(UInt8(ascii: ":")) || name.utf8.allSatisfy { $0 == UInt8(ascii: ".") || ASCII.isDigit($0) }
    }

    func makeSession() -> OpaquePointer? { makeSSL(base.pointer) }
}
