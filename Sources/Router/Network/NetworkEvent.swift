struct NetworkEvent {
    var token: UInt64
    var readable: Bool
    var writable: Bool
    /// The peer has sent its last byte, or is gone altogether.
    var hungUp: Bool
}
