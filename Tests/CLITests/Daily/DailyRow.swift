import Testing

/// A line of the hour that a user of Heroku's and one of Dokku's spent here: what was typed, and what has to come.
///
/// Its table was of November 2026; each row of it that was awkward, missing or wrong has one of these, or is in `DailyElsewhere`.
struct DailyRow: Sendable, CustomTestStringConvertible {
    /// Where the words are typed.
    enum Place: String, Sendable {
        /// Behind `ssh git@apps.example.com`.
        case ssh
        /// Behind `renga`, as root.
        case machine
        /// Behind `renga`, on a machine of one's own.
        case client
    }

    /// Of the table.
    let part: String
    /// One line of it in short.
    let row: String
    let place: Place
    /// As a shell reads them.
    let typed: String
    var input = ""
    var status: Int32 = 0
    /// All of these are in what comes, on either stream.
    let says: [String]
    /// None of these is.
    var never: [String] = []
    /// As much of standard output as matters; nil: whatever is there.
    var output: String?

    var testDescription: String { "\(part) \(row): \(place) \(typed)" }

    static func ssh(_ part: String, _ row: String, _ typed: String, _ status: Int32 = 0, _ says: [String], not never: [String] = []) -> Self
    {
        DailyRow(part: part, row: row, place: .ssh, typed: typed, status: status, says: says, never: never)
    }

    static func machine(_ part: String, _ row: String, _ typed: String, _ status: Int32 = 0, _ says: [String], not never: [String] = [])
        -> Self
    {
        DailyRow(part: part, row: row, place: .machine, typed: typed, status: status, says: says, never: never)
    }

    func with(_ change: (inout DailyRow) -> Void) -> DailyRow {
        var copy = self
        change(&copy)
        return copy
    }
}
