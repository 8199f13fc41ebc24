import Wire

/// What one loop has to say of itself.
struct LoopReport: Sendable {
    var handshakes: UInt64 = 0
    var apps: [RouterReport.App] = []
}
