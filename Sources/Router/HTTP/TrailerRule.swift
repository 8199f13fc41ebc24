import Model

/// Which trailers pass (RFC 9110, 6.5.1): none that would frame, route, vouch for somebody or say how to read what came before.
enum TrailerRule {
    private static let forbidden: Set<[UInt8]> = Set(
        [
            "trailer", "authorization", "www-authenticate", "authentication-info", "proxy-authentication-info", "content-encoding",
            "content-type", "content-range", "range", "cache-control", "age", "expires", "date", "location", "retry-after", "vary",
            "max-forwards", "pragma", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range", "via",
        ].map { Array($0.utf8) }
    )

    static func passes(_ line: [UInt8], name: Range<Int>) -> Bool {
        // Apps that are like CGI cannot tell the two apart.
        let plain = line[name].map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : ASCII.lower($0) }
        return HeaderNames.shared.find(plain, 0..<plain.count, hasUnderscore: false) == .other && !forbidden.contains(plain)
    }
}
