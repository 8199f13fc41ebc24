/// One of the five fields of a schedule: the numbers that fit.
struct CronField: Hashable, Sendable {
    /// What a field is about.
    struct Kind: Sendable {
        let name: String
        let range: ClosedRange<Int>
        /// From the first number of the range on.
        var names: [String] = []
        /// The largest that may be written: Sunday is 0 and 7.
        var written: Int?
    }

    static let minutes = Kind(name: "minute", range: 0...59)
    static let hours = Kind(name: "hour", range: 0...23)
    static let days = Kind(name: "day of the month", range: 1...31)
    static let months = Kind(
        name: "month",
        range: 1...12,
        names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    )
    static let weekdays = Kind(name: "day of the week", range: 0...6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"], written: 7)

    let numbers: Set<Int>
    /// In order.
    let sorted: [Int]
    /// It begins with a star: it does not choose.
    let isOpen: Bool

    init(_ text: Substring, _ kind: Kind) throws(Failure) {
        var numbers: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) { numbers.formUnion(try Self.part(part, text, kind)) }
        self.numbers = numbers
        sorted = numbers.sorted()
        isOpen = text.hasPrefix("*")
    }

    /// `*`, `5`, `1-5`, each with `/2` behind it where it is not one number.
    private static func part(_ part: Substring, _ field: Substring, _ kind: Kind) throws(Failure) -> [Int] {
        let halves = part.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let (low, high) = try bounds(halves[0], field, kind)
        guard halves.count == 2 else { return numbers(from: low, to: high ?? low, by: 1, kind) }
        guard let step = Int(halves[1]), halves[1].allSatisfy(\.isASCIIDigit), (1...kind.range.upperBound).contains(step) else {
            throw failure("`\(shown(part))` has no step from 1 to \(kind.range.upperBound) behind its slash", field, kind)
        }
        guard let high else {
            throw failure(
                "`\(shown(part))` has a step and no range",
                field,
                kind,
                "write */\(step), or \(low)-\(kind.range.upperBound)/\(step)"
            )
        }
        return numbers(from: low, to: high, by: step, kind)
    }

    /// - Returns: the second is nil where one number is written.
    private static func bounds(_ text: Substring, _ field: Substring, _ kind: Kind) throws(Failure) -> (Int, Int?) {
        if text == "*" { return (kind.range.lowerBound, kind.range.upperBound) }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let low = try number(ends[0], field, kind)
        guard ends.count == 2 else { return (low, nil) }
        let high = try number(ends[1], field, kind)
        guard low <= high else {
            // From Friday to Sunday.
            if kind.written != nil, high == 0 { return (low, 7) }
            throw failure("`\(shown(text))` ends before it begins", field, kind)
        }
        return (low, high)
    }

    private static func number(_ text: Substring, _ field: Substring, _ kind: Kind) throws(Failure) -> Int {
        let most = kind.written ?? kind.range.upperBound
        if !text.isEmpty, text.count <= 4, text.allSatisfy(\.isASCIIDigit), let number = Int(text) {
            guard (kind.range.lowerBound...most).contains(number) else {
                throw failure("\(number) is not from \(kind.range.lowerBound) to \(most)", field, kind)
            }
            return number
        }
        if let place = kind.names.firstIndex(of: text.lowercased()) { return kind.range.lowerBound + place }
        let words = kind.names.isEmpty ? "" : ", nor one of \(kind.names.joined(separator: " "))"
        throw failure(text.isEmpty ? "a number is missing" : "`\(shown(text))` is no number\(words)", field, kind)
    }

    private static func numbers(from low: Int, to high: Int, by step: Int, _ kind: Kind) -> [Int] {
        stride(from: low, through: high, by: step).map { $0 == kind.written ? 0 : $0 }
    }

    private static func shown(_ text: some StringProtocol) -> String { HarmlessText.text(String(text.prefix(40))) }

    private static func failure(_ why: String, _ field: Substring, _ kind: Kind, _ instead: String? = nil) -> Failure {
        Failure(.invalid, "the field \(kind.name) of the schedule, `\(shown(field))`: \(why)", hint: instead ?? CronSchedule.example)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
