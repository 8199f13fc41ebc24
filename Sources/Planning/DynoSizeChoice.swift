import Model

/// A size of dynos that somebody asks for: a name, an amount, or `default`.
package enum DynoSizeChoice {
    /// Less boots nothing.
    package static let memoryBytesMin: Int64 = 64 << 20
    private static let standard = "default"
    /// Names that Heroku had once, or that people say, and what has their place.
    private static let former = [
        "free": "eco", "hobby": "basic", "dev": "eco", "1x": "standard-1x", "2x": "standard-2x", "standard": "standard-1x",
        "px": "performance-l", "pm": "performance-m", "pl": "performance-l", "performance": "performance-m",
    ]

    /// - Parameter machine: its memory, in bytes.
    /// - Returns: as it is kept: `standard-2x`, `1GB`; nil: the machine's own size.
    package static func read(_ text: String, _ limits: Configuration.DynoLimits, machine: Int64) throws(Failure) -> String? {
        let name = text.lowercased()
        if name == standard { return nil }
        if let bytes = limits.sizes.bytes[name] {
            try check(text, bytes, machine)
            return name
        }
        if !name.isEmpty, name.allSatisfy({ $0.isASCII && $0.isNumber }) {
            throw Failure(.invalid, "`\(text)` says no unit", hint: "write \(text)MB or \(text)GB")
        }
        switch Quantity.bytes(text) {
        case .value(let bytes):
            try check(text, bytes, machine)
            return Quantity.exact(bytes: bytes).replacing(" ", with: "")
        case .tooLarge: throw tooLarge(text, nil, machine)
        case .none:
            if let now = former[name], let bytes = limits.sizes.bytes[now] {
                throw Failure(
                    .invalid,
                    "`\(text)` is no size of a dyno any more",
                    hint: "its place has `\(now)`, \(Quantity.exact(bytes: bytes)) of memory; or an amount such as 512MB or 1GB"
                )
            }
            let near = NearestWord.to(name, among: limits.sizes.names + [standard]).map { "did you mean `\($0)`? " } ?? ""
            throw Failure(
                .invalid,
                "`\(text)` is no size of a dyno",
                hint: near + "an amount such as 512MB or 1GB, \(standard), or one of \(limits.sizes.names.joined(separator: ", "))"
            )
        }
    }

    private static func check(_ text: String, _ bytes: Int64, _ machine: Int64) throws(Failure) {
        guard bytes >= memoryBytesMin else {
            throw Failure(
                .limit,
                "`\(text)` is less than a dyno boots in",
                hint: "\(Quantity.exact(bytes: memoryBytesMin)) is the least"
            )
        }
        if bytes > machine { throw tooLarge(text, bytes, machine) }
    }

    private static func tooLarge(_ text: String, _ bytes: Int64?, _ machine: Int64) -> Failure {
        let amount = bytes.map(Quantity.exact).flatMap { $0.replacing(" ", with: "") == text ? nil : " (\($0))" } ?? ""
        return Failure(
            .limit,
            "`\(text)`\(amount) is more memory than this machine has",
            hint: "it has \(Quantity.rounded(bytes: machine)) for all that runs on it"
        )
    }
}
