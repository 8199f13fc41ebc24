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
        package init() {}
    }

    package func crashed(_ history: History, lived: Int64, now: Int64) -> History {
        var history = history
        if lived >= recoveredMilliseconds { history.crashes = 0 }
        history.crashes += 1
        history.notBefore = now + pause(afterCrash: history.crashes)
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
