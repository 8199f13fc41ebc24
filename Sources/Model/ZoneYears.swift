/// What holds in every year from now on, as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneYears: Hashable, Sendable {
    /// The day of a change, and the time that clocks show before it.
    private struct Day: Hashable, Sendable {
        let month: Int
        let week: Int
        let weekday: Int
        let seconds: Int64

        /// nil: it is written in another way, which no zone of today needs.
        init?(_ text: Substring) {
            let halves = text.split(separator: "/", maxSplits: 1)
            guard let date = halves.first, date.hasPrefix("M") else { return nil }
            let parts = date.dropFirst().split(separator: ".").compactMap { Int($0) }
            guard parts.count == 3, (1...12).contains(parts[0]), (1...5).contains(parts[1]), (0...6).contains(parts[2]) else { return nil }
            (month, week, weekday) = (parts[0], parts[1], parts[2])
            guard halves.count == 2 else {
                seconds = 7200
                return
            }
            guard let time = ZoneYears.seconds(halves[1]) else { return nil }
            seconds = time
        }

        func shown(in year: Int) -> Int64 {
            let first = CivilDay(year: year, month: month, day: 1)
            var day = first.adding((weekday - first.weekday + 7) % 7 + (week - 1) * 7)
            if day.month != month { day = day.adding(-7) }
            return day.seconds + seconds
        }
    }

    private let standard: Int64
    private let summer: (offset: Int64, from: Day, to: Day)?

    init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == 3, var rest = parts.first, Self.dropName(&rest) else { return nil }
        guard let west = Self.leading(&rest) else { return nil }
        standard = -west
        guard parts.count == 3 else {
            guard rest.isEmpty else { return nil }
            summer = nil
            return
        }
        guard Self.dropName(&rest), let from = Day(parts[1]), let to = Day(parts[2]) else { return nil }
        let offset = rest.isEmpty ? standard + 3600 : Self.seconds(rest).map { -$0 }
        guard let offset else { return nil }
        summer = (offset, from, to)
    }

    func offset(at time: Int64) -> Int64 {
        guard let summer else { return standard }
        let year = CivilDay(seconds: time + standard).year
        let (begin, end) = (summer.from.shown(in: year) - standard, summer.to.shown(in: year) - summer.offset)
        let isSummer = begin < end ? begin <= time && time < end : time < end || begin <= time
        return isSummer ? summer.offset : standard
    }

    /// `CET`, `<+03>`.
    private static func dropName(_ text: inout Substring) -> Bool {
        let before = text.count
        if text.hasPrefix("<") {
            guard let end = text.firstIndex(of: ">") else { return false }
            text = text[text.index(after: end)...]
        } else {
            text = text.drop { $0.isLetter }
        }
        return text.count < before
    }

    private static func leading(_ text: inout Substring) -> Int64? {
        let part = text.prefix { "+-:0123456789".contains($0) }
        text = text[part.endIndex...]
        return seconds(part)
    }

    /// `-1`, `5:30`, `-25:00:00`.
    private static func seconds(_ text: Substring) -> Int64? {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" || $0 == "+" }.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard (1...3).contains(parts.count), !parts.contains(where: { $0 == nil || $0.map { $0 > 167 } == true }) else { return nil }
        let sum = zip(parts.compactMap(\.self), [3600, 60, 1] as [Int64]).reduce(0) { $0 + $1.0 * $1.1 }
        return isNegative ? -sum : sum
    }
}

extension ZoneYears {
    static func == (left: ZoneYears, right: ZoneYears) -> Bool {
        left.standard == right.standard && left.summer?.offset == right.summer?.offset && left.summer?.from == right.summer?.from
            && left.summer?.to == right.summer?.to
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(standard)
        hasher.combine(summer?.offset)
    }
}
