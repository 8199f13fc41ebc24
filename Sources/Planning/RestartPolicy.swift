import Model

/// When a dyno that ended is started again: at once the first time, then with pauses that double.
package struct RestartPolicy: Hashable, Sendable {
    package let firstPauseMilliseconds: Int64
    package let pauseMillisecondsMax: Int64
    /// A dyno that lived this long has recovered: its next crash counts as the first.
    package let recoveredMilliseconds: Int64

    package init(firstPauseMilliseconds: Int64, pauseMillisecondsMax: Int64, recoveredMilliseconds: Int64 = 600_000) {
        self.firstPauseMilliseconds = firstPauseMilliseconds
        self.pauseMillisecondsMax = pauseMillisecondsMax
        self.recoveredMilliseconds = recoveredMilliseconds
    }

    /// The record of one slot.
    package struct History: Hashable, Sendable {
        package var crashes = 0
        package var notBefore: Int64 = 0
        /// When the first crash of this row was, and the last; monotonic milliseconds.
        package var firstAt: Int64 = 0
        package var lastAt: Int64 = 0
        /// How it ended the last time, such as `exited with status 1`, and its status where it had one.
        package var how = ""
        package var status: Int32?
        /// What it printed last, newest last: a few lines, cut.
        package var lastLines: [String] = []
        /// Of the dyno that crashed; nil: it could not be made.
        package var vintage: DynoVintage?
        package init() {}
    }

    /// - Parameter jitter: from 0 to 1: by so much of a quarter the pause is longer, so that those who crashed together do not
    ///   come again together.
    package func crashed(_ history: History, lived: Int64, now: Int64, jitter: Double = 0) -> History {
        var history = history
        if lived >= recoveredMilliseconds { history.crashes = 0 }
        if history.crashes == 0 { history.firstAt = now }
        history.crashes += 1
        history.lastAt = now
        let pause = pause(afterCrash: history.crashes)
        history.notBefore = now + pause + Int64(Double(pause) * 0.25 * min(max(jitter, 0), 1))
        return history
    }

    func pause(afterCrash number: Int) -> Int64 {
        guard number > 1 else { return 0 }
        var pause = firstPauseMilliseconds
        for _ in 2..<max(number, 2) {
            pause *= 2
            if pause >= pauseMillisecondsMax { break }
        }
        return min(pause, pauseMillisecondsMax)
    }
}
