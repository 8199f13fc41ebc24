enum ConnectOutcome {
    case connected(Int32)
    case pending(Int32)
    /// The dyno's fault.
    case refused
    /// Our own want of descriptors, ports or memory.
    case exhausted
}
