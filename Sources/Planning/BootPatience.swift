/// How long somebody waits for dynos that boot: as long as they come on. Each has a clock of its own, and many have to wait
/// for their turn; what nobody's clock ends is ended here. Times are monotonic milliseconds.
package struct BootPatience: Hashable, Sendable {
    package enum Answer: Hashable, Sendable {
        case wait
        /// It is time to say what is waited for; `again`: that was said before.
        case say(again: Bool)
        case giveUp
    }

    /// From one sign of life to the next: sooner than whoever passes them on would make one itself.
    private static let pauseMilliseconds = SignOfLife.pauseMilliseconds - 1_000

    private var sayAt: Int64
    private let stillMilliseconds: Int64
    private var hasSaid = false
    private var steps = 0
    private var steppedAt: Int64

    package init(bootMilliseconds: Int64, now: Int64) {
        sayAt = now + min(10_000, bootMilliseconds / 2)
        stillMilliseconds = bootMilliseconds * BootClock.stretchMax + 15_000
        steppedAt = now
    }

    /// - Parameter steps: grows as dynos are made, run and come up.
    package mutating func look(steps: Int, now: Int64) -> Answer {
        if steps != self.steps {
            self.steps = steps
            steppedAt = now
        }
        if now - steppedAt >= stillMilliseconds { return .giveUp }
        guard now >= sayAt else { return .wait }
        defer { hasSaid = true }
        sayAt = now + Self.pauseMilliseconds
        return .say(again: hasSaid)
    }
}
