import Model

/// A line of the router's in an app's log, read: `at=error code=H12 desc="Request timeout" method=GET path="/slow" …`.
package struct RouterLine: Hashable, Sendable {
    /// When the request was over, as the log has it.
    package let time: String
    package let fields: [String: String]

    /// Nil: it is another's, or of another form.
    package init?(_ text: String) {
        guard let line = LogLine(text), line.source == .heroku, line.dyno == "router" else { return nil }
        time = line.time
        fields = Self.fields(line.text)
        guard fields["request_id"] != nil else { return nil }
    }

    package var id: String { fields["request_id"] ?? "" }
    /// Nil: none had it.
    package var dyno: String? { fields["dyno"].flatMap { $0.isEmpty ? nil : $0 } }
    package var code: String? { fields["code"] }
    /// For which the dyno had it.
    package var milliseconds: Int64? { fields["service"].flatMap { $0.hasSuffix("ms") ? Int64($0.dropLast(2)) : nil } }

    private static func fields(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        var rest = text[...]
        while let sign = rest.firstIndex(of: "=") {
            let name = String(rest[..<sign])
            rest = rest[rest.index(after: sign)...]
            let value: Substring
            if rest.hasPrefix("\"") {
                rest = rest.dropFirst()
                // A quote inside is written as %22 by who writes it.
                value = rest.prefix { $0 != "\"" }
                rest = rest[value.endIndex...].dropFirst()
            } else {
                value = rest.prefix { $0 != " " }
                rest = rest[value.endIndex...]
            }
            fields[name] = String(value)
            rest = rest.drop { $0 == " " }
        }
        return fields
    }
}
