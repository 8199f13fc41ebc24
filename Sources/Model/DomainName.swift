/// A name that an app is served under, in its one form: lower case, no dot at the end, without port. `*.example.com` stands
/// for every name below example.com that has no closer owner.
package struct DomainName: Hashable, Sendable, Comparable, CustomStringConvertible {
    package static let lengthMax = 253
    package static let rule =
        "labels of letters, digits and dashes between dots, such as www.example.com; a wildcard is the whole first label, as in *.example.com"

    package let text: String

    /// What a person typed: upper case and a dot at the end are put right, anything else is refused.
    package init(typed: String) throws(Failure) {
        var text = typed.trimmed
        if text.hasSuffix(".") { text.removeLast() }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw Failure(
                .invalid,
                "`\(typed)` has letters that a DNS name does not have",
                hint: "write it in punycode, as browsers send it: xn--bcher-kva.example for bücher.example"
            )
        }
        guard let name = DomainName(text.lowercased()) else {
            throw Failure(.invalid, "`\(typed)` cannot be a domain", hint: Self.hint(for: text))
        }
        self = name
    }

    package init?(_ text: String) {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let names = labels.first == "*" ? labels.dropFirst() : labels[...]
        guard text.utf8.count <= Self.lengthMax, !names.isEmpty, names.allSatisfy(Self.isLabel) else { return nil }
        // All digits at the end: an address, which no certificate and no wildcard is for.
        guard let last = names.last, !last.utf8.allSatisfy({ ASCII.isDigit($0) }) else { return nil }
        self.text = text
    }

    private static func hint(for text: String) -> String {
        if text.contains("/") || text.contains(":") { return "give the name alone, without http:// and without a port" }
        return "a domain has \(rule)"
    }

    private static func isLabel(_ label: Substring) -> Bool {
        guard (1...63).contains(label.utf8.count), label.first != "-", label.last != "-" else { return false }
        return label.utf8.allSatisfy { ASCII.isLower($0) || ASCII.isDigit($0) || $0 == UInt8(ascii: "-") }
    }

    package var isWildcard: Bool { text.hasPrefix("*.") }
    /// How many labels it has, a wildcard's star included.
    package var depth: Int { text.utf8.count { $0 == UInt8(ascii: ".") } + 1 }
    package var description: String { text }

    /// Whether a certificate for this name is good for `host`, which may be a wildcard itself.
    package func covers(_ host: String) -> Bool {
        guard isWildcard else { return text == host }
        // The star of a certificate stands for one label.
        guard let dot = host.firstIndex(of: "."), dot != host.startIndex else { return false }
        return host[dot...] == text.dropFirst()
    }

    package static func < (left: DomainName, right: DomainName) -> Bool { left.text < right.text }
}

extension DomainName: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let name = DomainName(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "`\(text)` is not a domain")
            )
        }
        self = name
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
