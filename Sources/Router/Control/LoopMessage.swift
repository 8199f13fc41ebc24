/// What a loop is told.
enum LoopMessage: Sendable {
    /// Serve these routes; answer with this turn's number.
    case routes(Routes, turn: Int)
    /// Say what you have counted and how you are.
    case report
    /// Take no new connections, finish what is running.
    case leave(Farewell)
}
