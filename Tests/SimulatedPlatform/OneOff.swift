import Model

/// A one-off dyno that somebody asked for, or the clock; with its client.
struct OneOff {
    enum Kind: Hashable {
        case attached, detached
        /// - Parameter time: that was due, seconds since 1970; nil: somebody has had it run.
        case job(String, time: Int64?)
    }

    /// `left`: by itself, or because it was told that nothing came of it.
    enum Client { case asks, waits, told, left }

    let kind: Kind
    /// Of several of one name, which.
    var app: Int
    /// It ends by signals alone; it hears none but SIGKILL.
    let isEndless: Bool
    let isDeaf: Bool
    var client: Client
    /// Its dyno, once it has a place.
    var dyno: String?
    var launches = 0
    /// When somebody had it stopped, or another took its place.
    var stoppedAt: Int64?

    var job: String? { if case .job(let key, _) = kind { key } else { nil } }
    var time: Int64? { if case .job(_, let time) = kind { time } else { nil } }
}
