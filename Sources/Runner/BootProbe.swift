import Glibc
import Linux
import Model
import Planning

/// Asks a web dyno for one page until it answers: that it listens is not enough, since servers listen before the app
/// behind them has loaded.
struct BootProbe {
    enum Outcome: Hashable {
        case answered(Int), ended, silent(bound: Bool)
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

    /// - Parameter visits: by each name of the app; at least one.
    init(
        _ spec: DynoSpec,
        at endpoint: DynoEndpoint,
        visits: [Visit],
        clock: BootClock,
        engine: any DynoEngine,
        isOver: @escaping () -> Bool
    ) {
        self.spec = spec
        self.endpoint = endpoint
        visit = visits.first ?? Visit(host: endpoint.address, isSecure: false)
        others = visits.dropFirst().filter { !$0.isSecure }
        self.clock = clock
        self.engine = engine
        self.isOver = isOver
        microseconds = engine.cpuMicroseconds(spec.id)
    }

    private static let pauseMilliseconds: Int64 = 10
    private static let tickMilliseconds: Int64 = 200
    private static let idleLoad = 0.05
    private static let headBytesMax = 16_384

    mutating func run() -> Outcome {
        var bound = false
        while !clock.isOver {
            if isOver() { return .ended }
            if let status = ask(bound: &bound) {
                if insecure != nil, !visit.isSecure {
                    // What is behind that is asked for as well.
                    visit.isSecure = true
                    continue
                }
                guard spec.healthcheck != nil, status >= 400 else {
                    askByOtherNames()
                    return .answered(status)
                }
            }
            if !bound, let sockets = certain() { return isOver() ? .ended : .elsewhere(sockets) }
            // Who takes long is asked less often: asking costs those who compute.
            _ = poll(nil, 0, Int32(min(max(clock.passedMilliseconds / 40, Self.pauseMilliseconds), 100)))
            tick()
        }
        return isOver() ? .ended : .silent(bound: bound)
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
        let limit = clock.limitMilliseconds
        guard clock.spentMilliseconds >= limit / 4, idle >= max(limit / 20, 2 * Self.tickMilliseconds) else { return nil }
        // Asked once a while alone.
        idle = 0
        guard let sockets = engine.listening(spec.id), ListenAdvice.isWrong(sockets, port: spec.port) else { return nil }
        return sockets
    }

    /// One connection, one request: the status of the answer, nil where there was none.
    private mutating func ask(bound: inout Bool) -> Int? {
        guard let connection = engine.connect(to: endpoint), isConnected(connection.number) else { return nil }
        bound = true
        let path = spec.healthcheck ?? "/"
        let request =
            "GET \(path) HTTP/1.1\r\n\(visit.fields)User-Agent: Renga-Boot-Probe\r\nAccept: */*\r\nConnection: close\r\n\r\n"
        do {
            try connection.write(all: Array(request.utf8))
            var answer: [UInt8] = []
            while answer.count < 12 || Self.isUnfinishedRedirect(answer) {
                guard waitFor(connection.number, Int16(POLLIN)), !isOver() else { return nil }
                guard let part = try readSome(from: connection.number, limit: 4096) else { continue }
                if part.isEmpty, answer.count < 12 { return nil }
                if part.isEmpty { break }
                answer += part
            }
            if visit.isSentToHTTPS(by: answer), insecure == nil { insecure = visit.host }
            return Self.status(answer)
        } catch {
            return nil  // Torn before it answered: the loop asks again.
        }
    }

    /// Of a redirect, the whole head is read: it says where to.
    private static func isUnfinishedRedirect(_ answer: [UInt8]) -> Bool {
        let status = status(answer) ?? 0
        guard (300..<400).contains(status), answer.count < headBytesMax else { return false }
        return !answer.indices.contains { answer[$0...].starts(with: "\r\n\r\n".utf8) || answer[$0...].starts(with: "\n\n".utf8) }
    }

    /// `HTTP/1.1 200` gives 200; anything else that answers counts as an answer without a status.
    static func status(_ answer: [UInt8]) -> Int? {
        let words = String(decoding: answer.prefix(16), as: UTF8.self).split(separator: " ")
        guard words.count > 1, words[0].hasPrefix("HTTP/") else { return 0 }
        return Int(words[1].prefix(3)) ?? 0
    }

    private mutating func isConnected(_ number: Int32) -> Bool {
        guard waitFor(number, Int16(POLLOUT)) else { return false }
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &length) == 0 && code == 0
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
