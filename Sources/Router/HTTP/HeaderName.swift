/// The headers that the router reads or restates; every other one passes as it is.
enum HeaderName: UInt8, CaseIterable {
    case other
    case host, contentLength, transferEncoding, connection, upgrade, expect, accept
    case te, keepAlive, proxyConnection, proxyAuthorization, proxyAuthenticate, http2Settings
    case forwardedFor, forwardedProto, forwardedPort, requestID, requestStart
    case cookie, setCookie, strictTransportSecurity
    /// One of the above with an underscore for a dash: CGI-like apps cannot tell the two apart.
    case lookalike

    var text: String {
        switch self {
        case .other, .lookalike: ""
        case .host: "host"
        case .contentLength: "content-length"
        case .transferEncoding: "transfer-encoding"
        case .connection: "connection"
        case .upgrade: "upgrade"
        case .expect: "expect"
        case .accept: "accept"
        case .te: "te"
        case .keepAlive: "keep-alive"
        case .proxyConnection: "proxy-connection"
        case .proxyAuthorization: "proxy-authorization"
        case .proxyAuthenticate: "proxy-authenticate"
        case .http2Settings: "http2-settings"
        case .forwardedFor: "x-forwarded-for"
        case .forwardedProto: "x-forwarded-proto"
        case .forwardedPort: "x-forwarded-port"
        case .requestID: "x-request-id"
        case .requestStart: "x-request-start"
        case .cookie: "cookie"
        case .setCookie: "set-cookie"
        case .strictTransportSecurity: "strict-transport-security"
        }
    }
}

/// From the bytes of a name to its case: one probe of a small table by length and ends, then a comparison.
final class HeaderNames: Sendable {
    static let shared = HeaderNames()
    private let slots: [HeaderName]
    private let texts: [[UInt8]]

    private init() {
        var slots = [HeaderName](repeating: .other, count: 256)
        let texts = HeaderName.allCases.map { Array($0.text.utf8) }
        for name in HeaderName.allCases where !name.text.isEmpty {
            let text = texts[Int(name.rawValue)]
            var slot = Self.slot(text, 0..<text.count)
            while slots[slot] != .other { slot = (slot + 1) & 255 }
            slots[slot] = name
        }
        self.slots = slots
        self.texts = texts
    }

    /// - Parameters:
    ///   - range: not empty.
    ///   - hasUnderscore: whether there is one in it.
    @inline(__always)
    func find(_ bytes: [UInt8], _ range: Range<Int>, hasUnderscore: Bool) -> HeaderName {
        let slot = Self.slot(bytes, range)
        // Most names are none of ours, and their slot is empty.
        if slots[slot] == .other, !hasUnderscore { return .other }
        return find(bytes, range, from: slot, hasUnderscore: hasUnderscore)
    }

    private func find(_ bytes: [UInt8], _ range: Range<Int>, from start: Int, hasUnderscore: Bool) -> HeaderName {
        var slot = start
        while true {
            let name = slots[slot]
            if name == .other { return hasUnderscore && isLookalike(bytes, range) ? .lookalike : .other }
            if bytes.equals(range, lower: texts[Int(name.rawValue)]) { return name }
            slot = (slot + 1) & 255
        }
    }

    private func isLookalike(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let plain = bytes[range].map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
        return find(plain, 0..<plain.count, hasUnderscore: false) != .other
    }

    @inline(__always)
    private static func slot(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        let first = Int(ASCII.lower(bytes[range.lowerBound]))
        let last = Int(ASCII.lower(bytes[range.upperBound - 1]))
        return (range.count &* 37 &+ first &* 11 &+ last &* 101) & 255
    }
}
