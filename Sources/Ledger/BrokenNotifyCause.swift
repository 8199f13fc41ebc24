import GRDB

/// What the ledger has of a cause and cannot be read: whether it was said, nobody knows.
package struct BrokenNotifyCause: Hashable, Sendable {
    let row: Int64
    /// `crash worker of shop`.
    package let words: String
    package let why: String

    init(row: Row, why: String) {
        self.row = row["rowid"]
        let (event, subject): (String, String) = (row["event"], row["subject"])
        words = [event, subject, (row["name"] as String?).map { "of \($0)" } ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        self.why = why
    }
}
