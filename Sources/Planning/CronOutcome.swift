/// What the result of a job's run says.
package enum CronOutcome: Hashable, Sendable {
    case well, failed
    /// It goes on, or nobody saw its end.
    case unknown

    /// - Parameter result: as the ledger has it; nil: it goes on.
    package init(_ result: String?) {
        switch result {
        case nil: self = .unknown
        case "exited 0": self = .well
        case let result?: self = result.hasPrefix("unknown") ? .unknown : .failed
        }
    }
}
