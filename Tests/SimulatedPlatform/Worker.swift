import Model

/// One worker of the router.
struct Worker {
    enum Message {
        case applied(version: UInt64, busy: [String], unsaved: String?)
        case drained(String)
        case refused
        case awaited
    }

    /// What it does next with the table that it has begun to serve.
    enum Step { case save, tell(unsaved: String?) }

    let link: Int
    var served: RouteTable
    /// It has taken no table of the runner's yet, and serves what was on disk.
    var isNew = true
    /// It has been stopped, and does nothing before then.
    var stalledUntil: Int64 = 0
    var step: Step?
    /// It was replaced, and ends with its last request.
    var isRetiring = false
    /// The runner is connected to it.
    var isConnected = false
    var inbox: [RouteTable] = []
    var outbox: [Message] = []
    /// Dynos that it has requests of, though no table names them any more.
    var busy: Set<String> = []

    /// A request waits for the app, and whether it has said so of the table that it serves.
    var holds = false
    var hasCalled = false

    /// By the routes that it serves.
    var app: RouteTable.App? { served.apps.first }

    func names(_ dyno: String) -> Bool { served.apps.contains { $0.backends.contains { $0.id == dyno } } }
}
