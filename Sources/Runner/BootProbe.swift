import CLinux
import Glibc
import Linux
import Model
import Planning

/// Asks a web dyno for one page until it answers: that it listens is not enough, since servers listen before the app
/// behind them has loaded.
struct BootProbe {
    enum Outcome: Hashable {
        case answered(Int), ended, silent(bound: Bool)
        /// It answers what no visitor could be given: what it does.
        case wrong(String)
        /// It takes connections and closes them.
        case closes
        /// It listens where nobody comes, and does nothing else any more.
        case elsewhere([ListeningSocket])
    }

    private let spec: DynoSpec
    private let endpoint: DynoEndpoint
    private let engine: any DynoEngine
    /// How it asks: as visitors come.
    private var visit: Visit
    /// By other names, asked once it has answered.
    private let others: [Visit]
    /// The first name whose visitors without HTTPS were sent there.
    private(set) var insecure: String?
    /// Whether the dyno has ended meanwhile.
    private let isOver: () -> Bool
    private(set) var clock: BootClock
    private var tickedAt = Moment.monotonicMilliseconds()
    private var microseconds: Int64?
    /// Milliseconds for which it has used next to nothing.
    private var idle: Int64 = 0
    private let settings: RouterSettings
    /// Whether an answer that is not good enough is asked for again.
    private let insists: Bool
    /// How the last question ended, and since when, on its clock, all have ended so.
    private var last = Answer.none
    private var lastSince: Int64 = 0

    private enum Answer {
        case none, status(Int), wrong(String), closed

        var kind: Int {
            switch self {
            case .none: 0
            case .status: 1
            case .wrong: 2
            case .closed: 3
            }
        }
    }

    /// - Parameter visits: by each name of the app; at least one.
    init(
        _ spec: DynoSpec,
        at endpoint: DynoEndpoint,
        visits: [Visit],
        settings: RouterSettings = RouterSettings(),
        clock: BootClock,
        engine: any DynoEngine,
        insists: Bool = true,
        isOver: @escaping () -> Bool
    ) {
        self.spec = spec
        self.endpoint = endpoint
        visit = visits.first ?? Visit(host: endpoint.address, isSecure: false)
        others = visits.dropFirst().filter { !$0.isSecure }
        self.settings = settings
        self.clock = clock
        self.engine = engine
        self.insists = insists
        self.isOver = isOver
        microseconds = engine.cpuMicroseconds(spec.id)
    }

    private static let pauseMilliseconds: Int64 = 10
    private static let tickMilliseconds: Int64 = 200
    private static let idleLoad = 0.05
    private static let unreadBytesMax = 4096
    private static let answerBytesMax = 1 << 20
    /// What it answers twice within this time is no accident of its start.
    private static let wrongMilliseconds: Int64 = 1_000

    mutating func run() -> Outcome {
        var bound = false
        while !clock.isOver {
            if isOver() { return .ended }
            let answer = ask(bound: &bound)
            if answer.kind != last.kind { lastSince = clock.passedMilliseconds }
            last = answer
            if let outcome = verdict() { return isOver() ? .ended : outcome }
            if case .status(let status) = answer {
                if insecure != nil, !visit.isSecure {
                    // What is behind that is asked for as well.
                    visit.isSecure = true
                    continue
                }
                guard spec.healthcheck != nil, status >= 400 else {
                    askByOtherNames()
                    return .answered(status)
                }
                guard insists else { return .silent(bound: true) }
            }
            if !bound, let sockets = certain() {
                // It may have come to its port since it was asked.
                _ = ask(bound: &bound)
                guard !bound else { continue }
                return isOver() ? .ended : .elsewhere(sockets)
            }
            // Who takes long is asked less often: asking costs those who compute.
            _ = poll(nil, 0, Int32(min(max(clock.passedMilliseconds / 40, Self.pauseMilliseconds), 100)))
            tick()
        }
        if isOver() { return .ended }
        switch last {
        case .wrong(let words): return .wrong(words)
        case .closed: return .closes
        case .none, .status: return .silent(bound: bound)
        }
    }

    /// What is certain before its time is over, of a dyno that listens where it should.
    private mutating func verdict() -> Outcome? {
        let passed = clock.passedMilliseconds - lastSince
        switch last {
        case .wrong(let words): return passed >= Self.wrongMilliseconds ? .wrong(words) : nil
        // Something that is in front of it may do so until it is there.
        case .closed: return isQuiet && passed >= clock.limitMilliseconds / 4 ? .closes : nil
        case .none, .status: return nil
        }
    }

    /// A quarter of its time is over, and nothing goes on in it.
    private var isQuiet: Bool {
        let limit = clock.limitMilliseconds
        return clock.spentMilliseconds >= limit / 4 && idle >= max(limit / 20, 2 * Self.tickMilliseconds)
    }

    private static let othersMax = 4
    private static let othersMilliseconds: Int64 = 1_000

    /// A name without a certificate may be sent to HTTPS although the first is not. A few are looked at, for a moment: the dyno is up.
    private mutating func askByOtherNames() {
        let until = Moment.monotonicMilliseconds() + Self.othersMilliseconds
        var bound = true
        for other in others.prefix(Self.othersMax) where insecure == nil && Moment.monotonicMilliseconds() < until {
            visit = other
            _ = ask(bound: &bound)
        }
    }

    private mutating func tick() {
        let now = Moment.monotonicMilliseconds()
        let passed = now - tickedAt
        guard passed >= Self.tickMilliseconds else { return }
        tickedAt = now
        let before = microseconds
        microseconds = engine.cpuMicroseconds(spec.id)
        var used: Double?
        if let before, let microseconds { used = Double(microseconds - before) / 1000 / Double(passed) }
        clock.tick(passed: passed, running: Processors.running ?? 0, used: used)
        idle = used.map { $0 < Self.idleLoad } ?? false ? idle + passed : 0
    }

    /// Where it listens instead, once that will not change: after a quarter of its time, with nothing going on in it.
    private mutating func certain() -> [ListeningSocket]? {
        guard isQuiet else { return nil }
        // Asked once a while alone.
        idle = 0
        guard let sockets = engine.listening(spec.id), ListenAdvice.isWrong(sockets, port: spec.port) else { return nil }
        return sockets
    }

    /// One connection, one request, one head.
    private mutating func ask(bound: inout Bool) -> Answer {
        guard let connection = engine.connect(to: endpoint), isConnected(connection.number) else { return .none }
        bound = true
        let path = spec.healthcheck ?? "/"
        let request =
            "GET \(path) HTTP/1.1\r\n\(visit.fields)User-Agent: \(LogQuery.probe)\r\nAccept: */*\r\nConnection: close\r\n\r\n"
        var answer: [UInt8] = []
        var readBytes = 0
        do {
            try connection.write(all: Array(request.utf8))
            while true {
                guard waitFor(connection.number, Int16(POLLIN)), !isOver() else { return .none }
                guard let part = try readSome(from: connection.number, limit: 65_536) else { continue }
                // Torn before it answered: the loop asks again.
                if part.isEmpty { return .closed }
                answer += part
                // Read again where it can say something new: byte after byte, it would cost more each time.
                guard answer.count < 64 || part.contains(ASCII.lineFeed) || answer.count - readBytes >= Self.unreadBytesMax else {
                    continue
                }
                readBytes = answer.count
                // Interim heads have no end by themselves.
                guard answer.count <= Self.answerBytesMax else {
                    return .wrong("it answers without an end, and with no head that is final")
                }
                switch BootAnswer.read(answer, settings) {
                case .unfinished: continue
                case .wrong(let words): return .wrong(words)
                case .status(let status):
                    if visit.isSentToHTTPS(by: answer), insecure == nil { insecure = visit.host }
                    return .status(status)
                }
            }
        } catch {
            return .closed
        }
    }

    private mutating func isConnected(_ number: Int32) -> Bool {
        guard waitFor(number, Int16(POLLOUT)) else { return false }
        return renga_socket_error(number) == 0
    }

    private mutating func waitFor(_ number: Int32, _ events: Int16) -> Bool {
        while !clock.isOver {
            var item = pollfd(fd: number, events: events, revents: 0)
            let ready = poll(&item, 1, Int32(Self.tickMilliseconds))
            if ready > 0 { return true }
            if isOver() { return false }
            tick()
        }
        return false
    }
}
