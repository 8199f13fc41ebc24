/// One word of `renga routing:set`: `affinity=on`.
package enum RoutingChange: Hashable, Sendable, Codable {
    case algorithm(RoutePolicy.Algorithm)
    case affinity(Bool)
    case httpsRedirect(Bool)
    /// `max-age` in seconds; 0: no HSTS.
    case hsts(seconds: Int)
    /// nil: the router's own limit.
    case drain(milliseconds: Int?)

    /// A year, as browsers' preload lists ask for.
    package static let hstsSecondsUsual = 31_536_000
    /// Two years.
    package static let hstsSecondsMax = 63_072_000
    package static let drainMillisecondsMax = 3_600_000
    package static let keys = ["algorithm", "affinity", "https-redirect", "hsts", "drain"]

    package init(_ word: String) throws(Failure) {
        guard let sign = word.firstIndex(of: "=") else {
            throw Failure(
                .invalid,
                "`\(word)` has no value",
                hint: "write KEY=VALUE; the keys are \(Self.keys.joined(separator: ", "))"
            )
        }
        let value = String(word[word.index(after: sign)...])
        switch word[..<sign] {
        case "algorithm": self = .algorithm(try Self.algorithm(value, word))
        case "affinity": self = .affinity(try Self.flag(value, word))
        case "https-redirect": self = .httpsRedirect(try Self.flag(value, word))
        case "hsts": self = .hsts(seconds: try Self.hsts(value, word))
        case "drain": self = .drain(milliseconds: try Self.drain(value, word))
        case let key:
            throw Failure(
                .invalid,
                "there is no routing setting `\(key)`",
                hint: NearestWord.hint(for: String(key), among: Self.keys)
            )
        }
    }

    package var key: String {
        switch self {
        case .algorithm: "algorithm"
        case .affinity: "affinity"
        case .httpsRedirect: "https-redirect"
        case .hsts: "hsts"
        case .drain: "drain"
        }
    }

    private static func algorithm(_ value: String, _ word: String) throws(Failure) -> RoutePolicy.Algorithm {
        guard let algorithm = RoutePolicy.Algorithm(rawValue: value) else {
            let known = RoutePolicy.Algorithm.allCases.map { "algorithm=\($0.rawValue)" }
            throw wrong(word, known.joined(separator: " or "))
        }
        return algorithm
    }

    private static func flag(_ value: String, _ word: String) throws(Failure) -> Bool {
        switch value {
        case "on", "true": return true
        case "off", "false": return false
        default: throw wrong(word, "on or off")
        }
    }

    private static func hsts(_ value: String, _ word: String) throws(Failure) -> Int {
        switch value {
        case "on": return hstsSecondsUsual
        case "off": return 0
        default:
            guard case .value(let seconds) = Quantity.seconds(value), seconds <= hstsSecondsMax else {
                throw wrong(word, "on, off, or seconds up to \(hstsSecondsMax), such as hsts=86400")
            }
            return Int(seconds)
        }
    }

    private static func drain(_ value: String, _ word: String) throws(Failure) -> Int? {
        if value == "default" { return nil }
        guard case .value(let milliseconds) = Quantity.milliseconds(value, unit: "s"),
            (1...Int64(drainMillisecondsMax)).contains(milliseconds)
        else { throw wrong(word, "default, or a time up to 1h, such as drain=30s or drain=5min") }
        return Int(milliseconds)
    }

    private static func wrong(_ word: String, _ forms: String) -> Failure {
        Failure(.invalid, "`\(word)` is not understood", hint: "write \(forms)")
    }
}

extension RoutePolicy {
    package mutating func apply(_ change: RoutingChange) {
        switch change {
        case .algorithm(let value): algorithm = value
        case .affinity(let value): sessionAffinity = value
        case .httpsRedirect(let value): redirectsToHTTPS = value
        case .hsts(let seconds): hstsSeconds = seconds
        case .drain(let milliseconds): drainMilliseconds = milliseconds
        }
    }
}
