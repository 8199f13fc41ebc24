import Ledger
import Linux
import Model
import Operations
import Wire

/// Has a feed for each log drain that the ledger names, and for no other.
final class DrainKeeper: Sendable {
    /// Longest time without a look.
    private static let restMillisecondsMax: Int64 = 60_000
    private static let stopMillisecondsMax: Int64 = 2_000

    private let platform: Platform
    private let fleet: Fleet
    private let logs: AppLogs
    private let feeds = Monitor<[String: DrainFeed]>([:])

    init(platform: Platform, fleet: Fleet, logs: AppLogs) {
        self.platform = platform
        self.fleet = fleet
        self.logs = logs
    }

    func start() {
        inBackground("drains") { [self] in
            var unreadable: Set<String> = []
            while !fleet.read(\.stopping) {
                let requests = fleet.read(\.drainRequests)
                do { try settle(&unreadable) } catch { Diagnostics.say("cannot look after log drains: \(error)") }
                let deadline = Moment.monotonicMilliseconds() + Self.restMillisecondsMax
                _ = fleet.wait(until: deadline, slice: Self.restMillisecondsMax) { state in
                    state.drainRequests > requests || state.stopping ? true : nil
                }
            }
        }
    }

    /// Those to which nothing gets now.
    var troubles: [(app: AppName, url: DrainURL, token: String, words: String, since: String)] {
        feeds.read { Array($0.values) }.compactMap { feed in
            let shown = feed.shown
            guard let words = shown.trouble, let since = shown.since, let url = try? feed.row.url.get() else { return nil }
            return (feed.app, url, feed.row.token, words, since)
        }
    }

    func state(_ token: String) -> DrainState? { feeds.read { $0[token] }?.shown }

    func stop() { Self.end(feeds.read { Array($0.values) }) }

    /// Lets each write down how far it has come: its successor begins there.
    private static func end(_ feeds: [DrainFeed]) {
        for feed in feeds { feed.stop() }
        let deadline = Moment.monotonicMilliseconds() + stopMillisecondsMax
        for feed in feeds { feed.awaitEnd(until: deadline) }
    }

    /// - Parameter unreadable: tokens of which that was said.
    private func settle(_ unreadable: inout Set<String>) throws {
        let wanted = try platform.ledger.read { try $0.drains() }
        let known = Dictionary(wanted.map { ($0.drain.token, $0) }, uniquingKeysWith: { first, _ in first })
        // One whose log has ended goes as well: an app that was not destroyed after all has another.
        let gone = feeds.read { $0 }.filter { token, feed in
            feed.isOver || known[token].map { $0.app != feed.app || $0.drain != feed.row } ?? true
        }
        Self.end(Array(gone.values))
        feeds.update { feeds in for token in gone.keys { feeds[token] = nil } }
        guard !fleet.read(\.stopping) else { return }
        let (tokens, running) = (Set(known.keys), feeds.read { Set($0.keys) })
        for name in try Files.list(platform.root.drains) where DrainPosition.isLeft(name, of: tokens, running: running) {
            try Files.remove(platform.root.drain(name))
        }
        guard !wanted.isEmpty else { return }
        try Files.makeDirectory(platform.root.drains, mode: 0o700)
        for (app, drain) in wanted where feeds.read({ $0[drain.token] }) == nil {
            if case .failure(let failure) = drain.url {
                if unreadable.insert(drain.token).inserted {
                    Diagnostics.say("the log drain \(drain.token) of \(app) cannot be read, and gets nothing: \(failure)")
                }
                continue
            }
            guard let stream = logs.streamIfKept(app) else { continue }
            let numbers = platform.configuration.users.carrierUIDs(of: drain.app)
            let uid = try Account.free(numbers, "who carries logs", platform.root)
            let feed = DrainFeed(app, drain, stream, platform, uid: uid)
            feeds.update { $0[drain.token] = feed }
            feed.start()
        }
    }
}
