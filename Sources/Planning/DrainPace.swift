/// When a drain that fails is tried again, and what is not tried any more.
package struct DrainPace: Hashable, Sendable {
    /// What came of one attempt.
    package enum Outcome: Hashable, Sendable {
        case taken
        /// Nobody answers, or not now.
        case unavailable
        /// The server has read it and does not want it.
        case rejected
    }

    package enum Step: Hashable, Sendable {
        case goOn
        case wait(milliseconds: Int64)
        /// These lines hold up all that follow: they are dropped, and counted.
        case drop
    }

    private static let firstMilliseconds: Int64 = 1_000
    private static let longestMilliseconds: Int64 = 60_000
    /// Heroku tries a frame three times.
    private static let rejectionsMax = 3

    package private(set) var failures = 0
    private var rejections = 0

    package init() {}

    /// What an answer of HTTP means.
    package static func outcome(status: Int) -> Outcome {
        switch status {
        case 200..<300: .taken
        // Too early, too many, and what servers say of themselves.
        case 408, 425, 429, 500...: .unavailable
        default: .rejected
        }
    }

    package mutating func next(_ outcome: Outcome) -> Step {
        switch outcome {
        case .taken:
            self = DrainPace()
            return .goOn
        case .rejected:
            rejections += 1
            guard rejections < Self.rejectionsMax else {
                rejections = 0
                return .drop
            }
        case .unavailable: break
        }
        failures += 1
        return .wait(milliseconds: min(Self.firstMilliseconds << Int64(min(failures - 1, 16)), Self.longestMilliseconds))
    }
}
