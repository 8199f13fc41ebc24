import Model

/// What `stack:update` has come to for one app.
struct StackUpdateResult: Codable, Hashable {
    let app: AppName
    /// The release that was made; nil: none was.
    let version: Int?
    /// Nothing was pushed to it yet.
    let isEmpty: Bool
    /// Why it stays as it was; nil: nothing went wrong.
    let failure: Failure?

    init(_ summary: StackUpgradeSummary) {
        app = summary.app
        version = summary.version
        isEmpty = summary.isEmpty
        failure = nil
    }

    init(_ app: AppName, _ failure: Failure) {
        self.app = app
        version = nil
        isEmpty = false
        self.failure = failure
    }

    var words: String {
        if let failure { return "stays as it was: \(failure.message)" }
        if let version { return "updated, v\(version)" }
        return isEmpty ? "nothing was pushed yet: its first push takes the newest base system" : "up to date"
    }

    /// A line an app, and how many of each there are.
    static func sum(_ all: [StackUpdateResult], style: Style) -> [String] {
        guard !all.isEmpty else { return ["You have no apps."] }
        let kept = all.count { $0.failure != nil }
        let parts = [
            (all.count { $0.version != nil }, "updated"),
            (all.count { $0.version == nil && $0.failure == nil && !$0.isEmpty }, "up to date"),
            (all.count(where: \.isEmpty), "without a push yet"), (kept, kept == 1 ? "stays as it was" : "stay as they were"),
        ]
        let counts = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        return [style.heading("Stacks"), ""] + Columns.align(all.map { [$0.app.text, $0.words] })
            + ["", "\(all.count) app\(all.count == 1 ? "" : "s"): \(counts)"]
    }
}
