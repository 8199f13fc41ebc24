/// What a loop tells the control thread.
enum LoopNews: Sendable {
    /// The loop serves the routes of a turn; these removed dynos still have requests of it.
    case applied(loop: Int, turn: Int, busy: [String])
    /// The loop's last request of a removed dyno has ended.
    case idle(loop: Int, dyno: String)
    /// What a loop has counted and how it is; `isLast`: it has ended.
    case report(loop: Int, LoopReport, isLast: Bool)
    /// A request waits for an app that sleeps by the routes of a turn.
    case awaited(app: String, turn: Int)
    /// Peers come by this listening socket from now on, whose descriptor is the control thread's.
    case listen(Int32)
    /// The loops have been told to leave.
    case leaving
    case stop
}
