/// A day of the calendar.
struct CivilDay: Hashable, Sendable {
    /// Since 1970.
    let number: Int64
    let year: Int
    let month: Int
    let day: Int

    /// - Parameter seconds: since 1970, as clocks show it.
    init(seconds: Int64) { self.init(number: seconds.quotientDown(86_400)) }

    /// By Howard Hinnant's way: years begin in March, so that leap days come last.
    init(number: Int64) {
        self.number = number
        let shifted = number + 719_468
        let era = shifted.quotientDown(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * part + 2) / 5 + 1)
        month = Int(part < 10 ? part + 3 : part - 9)
        year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    }

    init(year: Int, month: Int, day: Int) {
        let shifted = Int64(month <= 2 ? year - 1 : year)
        let era = shifted.quotientDown(400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
        self.init(number: era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
    }

    /// At its beginning, as clocks show it.
    var seconds: Int64 { number * 86_400 }
    /// From Sunday, 0, on.
    var weekday: Int { Int((number % 7 + 11) % 7) }

    func adding(_ days: Int) -> CivilDay { CivilDay(number: number + Int64(days)) }
}

extension Int64 {
    fileprivate func quotientDown(_ divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
