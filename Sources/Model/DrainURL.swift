/// Where an app's log is sent to as well, as Heroku writes it: `syslog://HOST:PORT`, `syslog+tls://HOST:PORT`, `https://…`.
package struct DrainURL: Hashable, Sendable, Codable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// RFC 5424 with octet counting, in plain.
        case syslog
        case syslogTLS = "syslog+tls"
        /// Heroku's `application/logplex-1`.
        case https

        fileprivate var usualPort: UInt16 {
            switch self {
            case .syslog: 514
            case .syslogTLS: 6514
            case .https: 443
            }
        }
    }

    package static let bytesMax = 2000
    private static let insecure = "#insecure"

    /// As it was given.
    package let description: String
    package let kind: Kind
    /// A name or an address, without brackets.
    package let host: String
    package let port: UInt16
    /// Path and query.
    package let target: String
    /// `user:password`, as it goes into a header; nil: none.
    package let credentials: [UInt8]?
    /// Whether the certificate has to be one for the host; Heroku's `#insecure` waives it.
    package let verifies: Bool
    /// `HOST`, or `HOST:PORT` where that is not the usual one.
    package let authority: String

    /// - Throws: what is wrong, which never has a password in it.
    package init(_ text: String) throws(Failure) {
        guard text.utf8.count <= Self.bytesMax else { throw Self.failure("it has more than \(Self.bytesMax) bytes") }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
            throw Self.failure("it has a character that URLs write as %XX")
        }
        guard let mark = text.firstRange(of: "://") else { throw Self.failure("it does not begin with syslog+tls:// or https://") }
        let scheme = text[..<mark.lowerBound].lowercased()
        guard let kind = Kind(rawValue: scheme) else { throw Self.unknown(scheme) }
        var rest = text[mark.upperBound...]
        verifies = !rest.hasSuffix(Self.insecure)
        if !verifies { rest = rest.dropLast(Self.insecure.count) }
        guard !rest.contains("#") else { throw Self.failure("what stands behind # is sent to nobody") }
        var place = rest.prefix { $0 != "/" && $0 != "?" }
        target = String(rest.dropFirst(place.count))
        var user: Substring?
        if let at = place.lastIndex(of: "@") { (user, place) = (place[..<at], place[place.index(after: at)...]) }
        (host, port) = try Self.place(place, kind)
        // Without a password there is an empty one: the header has a colon.
        credentials = try user.map { (user) throws(Failure) in try Self.decoded(user.contains(":") ? user : "\(user):") }
        if kind != .https {
            guard user == nil, ["", "/"].contains(target) else {
                throw Self.failure("syslog has neither a path nor a password", "write \(scheme)://HOST:PORT")
            }
        }
        self.kind = kind
        description = text
        authority = String(place)
    }

    /// For those who may not see what lets one in: a path or a query often has a key in it.
    package var masked: String {
        let hides = credentials != nil || !["", "/"].contains(target)
        return "\(kind.rawValue)://\(authority)\(hides ? "/…" : target)\(verifies ? "" : Self.insecure)"
    }

    /// Path and query as a request has them.
    package var requestTarget: String { target.hasPrefix("/") ? target : "/" + target }

    private static func place(_ text: Substring, _ kind: Kind) throws(Failure) -> (String, UInt16) {
        do throws(HostPort.Fault) {
            let place = try HostPort(text)
            return (place.host.lowercased(), place.port ?? kind.usualPort)
        } catch {
            switch error {
            case .host(let host): throw failure("`\(host)` is no host")
            case .address(let address): throw failure("`\(address)` is no address")
            case .port, .brackets:
                // It may be a password, in which a / or a ? stands.
                throw failure("what stands behind its host is no port", "a port is from 1 to 65535; / and ? of a password are %2F and %3F")
            }
        }
    }

    private static func decoded(_ text: Substring) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let high = ASCII.hexadecimal(rest.removeFirst()), let low = ASCII.hexadecimal(rest.removeFirst()) else {
                throw failure("its user or password has a % that is no %XX")
            }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }

    private static func unknown(_ scheme: String) -> Failure {
        switch scheme {
        case "http": failure("http:// would send the log in plain", "write https://, or syslog+tls://HOST:PORT")
        case "syslog+tcp", "tcp": failure("`\(scheme)` is none of Heroku's", "syslog over TCP is syslog://HOST:PORT")
        case "syslog+udp", "udp": failure("UDP loses lines and says nothing", "write syslog://HOST:PORT, which is TCP, or syslog+tls://")
        default: failure("`\(scheme)` is no way to send logs")
        }
    }

    private static func failure(
        _ why: String,
        _ hint: String = "write syslog+tls://HOST:PORT, syslog://HOST:PORT or https://HOST/PATH"
    ) -> Failure {
        Failure(.invalid, "this cannot be a drain: \(why)", hint: hint)
    }

    package init(from decoder: any Decoder) throws { try self.init(try decoder.singleValueContainer().decode(String.self)) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
