import Model

/// What dehydrated printed, for people.
package enum DehydratedReport {
    private static let lengthMax = 400

    /// Why there is no certificate: what the ACME server said, else dehydrated's own last words.
    package static func reason(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }
        let said = lines.compactMap(detail).last
        let own = lines.last { $0.hasPrefix("ERROR:") }.map { String($0.dropFirst(6)).trimmed }
        let words = said ?? own ?? lines.last { !$0.isEmpty } ?? "dehydrated ended without a word"
        return String(words.prefix(lengthMax))
    }

    /// Of `["error","detail"]	"…"`, and of `"detail": "…"` in JSON.
    private static func detail(_ line: String) -> String? {
        for key in ["\"detail\"]", "\"detail\":"] {
            guard let found = line.firstRange(of: key) else { continue }
            let rest = line[found.upperBound...].drop { $0 == " " || $0 == "\t" }
            guard rest.first == "\"" else { continue }
            var value = ""
            var escaped = false
            for character in rest.dropFirst() {
                if escaped {
                    value.append(character)
                    escaped = false
                } else if character == "\\" {
                    escaped = true
                } else if character == "\"" {
                    return value.isEmpty ? nil : value
                } else {
                    value.append(character)
                }
            }
        }
        return nil
    }
}
