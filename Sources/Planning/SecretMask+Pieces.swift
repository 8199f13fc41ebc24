import Model

/// What of a value is printed where not all of it is.
extension SecretMask {
    static func pieces(_ name: String, _ value: String) -> [String] {
        let text = value.trimmed
        var pieces = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.hasPrefix("-----") }
        // Keys are kept with `\n` for their ends of lines as well.
        if text.contains("-----BEGIN") { pieces += text.split(separator: "\\n").map(String.init).filter { !$0.hasPrefix("-----") } }
        for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == "\"" }) { pieces += passwords(of: String(word)) }
        if GitAccess.isCredential(name), let colon = text.firstIndex(of: ":") { pieces.append(String(text[text.index(after: colon)...])) }
        if text.hasPrefix("{") || text.hasPrefix("["), let document = try? JSONParser.parse(Array(text.utf8), file: name) {
            pieces += strings(in: document)
        }
        return pieces
    }

    /// Of `https://user:password@host`: the password as it is and as it is written there, or who has none: a token.
    private static func passwords(of url: String) -> [String] {
        guard let scheme = url.firstRange(of: "://") else { return [] }
        let authority = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return [] }
        let user = authority[..<at]
        let halves = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let secrets = halves.count == 2 && !halves[1].isEmpty && halves[1] != "x-oauth-basic" ? [halves[1]] : [halves[0]]
        return secrets + secrets.map(percentDecoded)
    }

    private static func percentDecoded(_ text: String) -> String { String(decoding: decoded(Array(text.utf8)).0, as: UTF8.self) }

    private static func strings(in value: JSONValue) -> [String] {
        switch value.content {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(strings)
        case .object(let members): members.flatMap { strings(in: $0.value) }
        case .null, .bool, .number: []
        }
    }
}
