enum AcceptOutcome {
    case connection(Int32, peer: [UInt8])
    case none
    /// No descriptors are left.
    case exhausted
}
