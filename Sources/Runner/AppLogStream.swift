import Glibc
import Linux
import Model

/// One app's log: `app.log`, and `app.log.1` (newest) to `app.log.N` behind it.
final class AppLogStream: Sendable {
    /// Lines that wait for one follower; a slower one is told how many it missed.
    static let queuedLinesMax = 5_000

    private struct State {
        var file: Int32 = -1
        var size: Int64 = 0
        var followers: [Int: LogFollower] = [:]
        var nextFollower = 0
    }

    private let directory: String
    private let limits: Configuration.LogLimits
    private let state = Monitor(State())

    init(directory: String, limits: Configuration.LogLimits) {
        self.directory = directory
        self.limits = limits
    }

    deinit { state.read { if $0.file >= 0 { _ = close($0.file) } } }

    private var path: String { directory + "/app.log" }

    func append(_ lines: [String]) throws {
        try state.update { state in
            for id in state.followers.keys { state.followers[id]?.offer(lines) }
            try open(&state)
            let bytes = Array(lines.joined(separator: "\n").utf8) + [10]
            try writeAll(bytes, to: state.file)
            state.size += Int64(bytes.count)
            if state.size > limits.segmentBytesMax { try rotate(&state) }
        }
    }

    private func open(_ state: inout State) throws {
        guard state.file < 0 else { return }
        try Files.makeDirectory(directory, mode: 0o750)
        state.file = try Descriptor.open(path, O_WRONLY | O_APPEND | O_CREAT, mode: 0o640).release()
        state.size = Int64(lseek(state.file, 0, SEEK_END))
    }

    private func rotate(_ state: inout State) throws {
        _ = close(state.file)
        state.file = -1
        for number in stride(from: limits.segmentsMax - 1, through: 1, by: -1) {
            let older = number == 1 ? path : "\(path).\(number - 1)"
            if Files.exists(older) { try Files.rename(older, to: "\(path).\(number)") }
        }
    }

    /// The newest lines that a query wants, oldest first.
    func recent(_ query: LogQuery) throws -> [String] {
        var found: [String] = []
        for number in 0..<limits.segmentsMax {
            let segment = number == 0 ? path : "\(path).\(number)"
            guard Files.exists(segment) else { break }
            let text = try Files.text(segment, limit: Int(limits.segmentBytesMax) * 4)
            let lines = text.split(separator: "\n").map(String.init).filter(query.wants)
            found = lines.suffix(query.lines - found.count) + found
            if found.count >= query.lines { break }
        }
        return found
    }

    /// Hands over lines as they come, until `isOver` says that nobody listens any more.
    func follow(_ query: LogQuery, isOver: () -> Bool, _ deliver: ([String]) throws -> Void) throws {
        let id = state.update { state in
            defer { state.nextFollower += 1 }
            state.followers[state.nextFollower] = LogFollower()
            return state.nextFollower
        }
        defer { state.update { _ = $0.followers.removeValue(forKey: id) } }
        try deliver(try recent(query))
        while !isOver() {
            let lines = state.wait(until: Moment.monotonicMilliseconds() + 500) { state in
                state.followers[id]?.isEmpty == false ? state.followers[id]?.take() : nil
            }
            let wanted = (lines ?? []).filter(query.wants)
            if !wanted.isEmpty { try deliver(wanted) }
        }
    }
}

/// The lines that wait for one reader.
struct LogFollower {
    private var lines: [String] = []
    private var missed = 0

    var isEmpty: Bool { lines.isEmpty && missed == 0 }

    mutating func offer(_ new: [String]) {
        let room = AppLogStream.queuedLinesMax - lines.count
        lines += new.prefix(max(room, 0))
        missed += max(new.count - max(room, 0), 0)
    }

    mutating func take() -> [String] {
        var taken = lines
        if missed > 0 {
            taken.append(
                "\(Moment.text()) heroku[logplex]: Error L11 (Tail buffer overflow) -> This tail session dropped \(missed) messages"
            )
        }
        lines = []
        missed = 0
        return taken
    }
}
