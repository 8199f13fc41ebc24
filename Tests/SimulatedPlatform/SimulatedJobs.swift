import Model

/// What the ledger has of an app's jobs.
struct SimulatedJobs {
    struct Entry {
        let key: String
        let kind: Kind
        /// Seconds since 1970, as everything here.
        let since: Int64
    }

    struct Kind {
        let words: String
        let schedule: CronSchedule
        let policy: CronJob.Concurrency?
    }

    struct Run: Equatable {
        var seenAt: Int64
        var plannedAt: Int64?
        var dyno: String?
        var result: String?
    }

    /// By number.
    private(set) var added: [Int: Entry] = [:]
    var runs: [String: Run] = [:]
    private var lastNumber = 0

    /// The kinds of jobs that there are.
    static let kinds: [Kind] = [
        kind("* * * * *", .forbid), kind("* * * * *", .replace), kind("*/2 * * * *", nil), kind("*/5 * * * *", .forbid),
    ]

    private static func kind(_ words: String, _ policy: CronJob.Concurrency?) -> Kind {
        do throws(Failure) {
            return Kind(words: words, schedule: try CronSchedule(words), policy: policy)
        } catch {
            preconditionFailure("\(error)")
        }
    }

    mutating func add(_ kind: Kind, now: Int64) {
        lastNumber += 1
        added[lastNumber] = Entry(key: "#\(lastNumber)", kind: kind, since: now)
    }

    mutating func remove(_ number: Int) {
        if let gone = added.removeValue(forKey: number) { runs[gone.key] = nil }
    }

    mutating func end(_ key: String, _ dyno: String?, _ result: String) {
        if runs[key]?.dyno == dyno, runs[key]?.result == nil { runs[key]?.result = result }
    }

    /// app.json's of a commit.
    static func declared(_ commit: CommitID?, since: Int64) -> [Entry] {
        let number = commit?.text.unicodeScalars.first?.value ?? 0
        guard number % 3 != 0 else { return [] }
        return kinds.prefix(Int(number % 3)).enumerated().map { Entry(key: "a\($0)", kind: $1, since: since) }
    }
}
