import CLinux

/// The clock that says the time of day.
package enum WallClock {
    /// Whether somebody keeps it right; nil: the kernel does not say.
    package static var isKeptRight: Bool? {
        let state = renga_clock_is_kept()
        return state < 0 ? nil : state == 1
    }
}
