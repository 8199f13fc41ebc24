import Model

/// One dyno as the kernel has it, with its folder: both outlive the runner.
struct Container {
    let spec: DynoSpec
    /// It is being made, runs, or has ended: its folder stays until it is cleared away.
    enum Life { case made, runs, ended }
    var life = Life.made
    var answers = false
    /// It is on disk that it has answered.
    var isMarked = false
    /// SIGTERM has reached it; it goes when it is ready, or never.
    var isTold = false
    var startedAt: Int64 = 0
}
