import Model

/// What the ledger has of a cause. Times are microseconds since 1970.
package struct NotifyRecord: Hashable, Sendable {
    package enum Stage: String, Hashable, Sendable {
        /// It goes on, and is not said yet: it came back soon, or there were too many messages.
        case held
        /// It goes on, and was said.
        case said
        /// It is over, and that is not said yet.
        case ending
        /// There is nothing left to say. It is kept for a day, to know what comes back.
        case over

        package var goesOn: Bool { self == .held || self == .said }
    }

    package var cause: NotifyCause
    package var stage: Stage
    /// When it came into its stage.
    package var changedAt: Int64
    /// When its beginning was said last.
    package var begunAt: Int64?
    /// When something was said of it last.
    package var saidAt: Int64?
    /// How often it came back within a day, and that was said.
    package var returns: Int

    package init(
        _ cause: NotifyCause,
        stage: Stage = .held,
        changedAt: Int64,
        begunAt: Int64? = nil,
        saidAt: Int64? = nil,
        returns: Int = 0
    ) {
        self.cause = cause
        self.stage = stage
        self.changedAt = changedAt
        self.begunAt = begunAt
        self.saidAt = saidAt
        self.returns = returns
    }

    package var key: NotifyKey { cause.key }
}
