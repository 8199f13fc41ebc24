import Model

/// One renga-builder: `prepare` and `commit` for a hook, `settle` for a shell.
struct Builder {
    enum Verb { case prepare, commit, settle }
    enum Step: Equatable {
        case lock, clear, atWork, settle, settleMove, insert, build(Int), made, ask, answer, answered, forget, failing(String)
        case commit, checkRef, release, serve, served, exit(Int32)
    }

    let id: Int
    let verb: Verb
    let push: Int
    var step: Step
    /// Whom it waits for has gone, or it was told to stop: it does not know yet.
    var isInterrupted = false
    /// An action waits for the interruption, on a thread of its own.
    var isRegistered = false
    /// That action has given the deploy up, and ends the process next.
    var isLeaving = false
    var pending: [Int64] = []
    /// What the ref was when the first of those was looked at.
    var target: CommitID?
    var mayMove = false
    var deploy: Int64?
    var request: Int?

    init(id: Int, verb: Verb, push: Int) {
        self.id = id
        self.verb = verb
        self.push = push
        step = verb == .commit ? .commit : .lock
    }
}
