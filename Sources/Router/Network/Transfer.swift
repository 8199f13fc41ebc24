enum Transfer {
    case moved(Int)
    case blocked
    /// The orderly end of what the peer sends.
    case ended
    case failed
}
