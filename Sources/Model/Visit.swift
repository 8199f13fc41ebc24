/// How somebody comes to an app, as the router would tell its dyno: by what name, and whether over HTTPS.
package struct Visit: Hashable, Sendable {
    /// With its port where that is not the protocol's own.
    package let host: String
    package var isSecure: Bool

    package init(host: String, isSecure: Bool) {
        self.host = host
        self.isSecure = isSecure
    }

    /// Fields of a request, each with its end.
    package var fields: String { "Host: \(host)\r\nX-Forwarded-Proto: \(isSecure ? "https" : "http")\r\n" }

    /// The name alone.
    package var name: String { Self.name(host) }

    /// Whether an answer sends the visitor, who came without HTTPS, on to HTTPS of the same name.
    ///
    /// - Parameter answer: its head, or as much of it as has come.
    package func isSentToHTTPS(by answer: [UInt8]) -> Bool {
        guard !isSecure else { return false }
        // Of bytes, not characters: an end of a line is two of them.
        let lines = answer.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == ASCII.carriageReturn ? line.dropLast() : line, as: UTF8.self)
        }
        let words = lines[0].split(separator: " ")
        guard words.count > 1, ["301", "302", "303", "307", "308"].contains(words[1]) else { return false }
        for line in lines.dropFirst() {
            if line.isEmpty { return false }
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "location" else { continue }
            let place = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }.lowercased()
            guard place.hasPrefix("https://") else { return false }
            let authority = place.dropFirst(8).prefix { !"/?#".contains($0) }
            return Self.name(String(authority)) == name.lowercased()
        }
        return false
    }

    private static func name(_ host: String) -> String { String(host.prefix { $0 != ":" }) }
}
