import Model

/// Where a plain request is sent to: the same place by HTTPS.
enum SecureLocation {
    /// - Parameters:
    ///   - host: Without a port.
    ///   - head: The request's head as dynos get it, whose second word is a path and query, or `*`.
    static func text(host: [UInt8], head: [UInt8], port: Int) -> [UInt8] {
        var location: [UInt8] = []
        location.append("https://")
        for byte in host { location.append(ASCII.lower(byte)) }
        if port != 443 {
            location.append(UInt8(ascii: ":"))
            location.append(decimal: port)
        }
        let words = head.split(separator: ASCII.space, maxSplits: 2)
        guard words.count > 1, words[1].first == UInt8(ascii: "/") else { return location + [UInt8(ascii: "/")] }
        return location + words[1]
    }
}
