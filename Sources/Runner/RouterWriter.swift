import Glibc
import Linux
import Model
import Wire

/// Writes to one worker of the router, in a thread of its own: whoever hands it something never waits for the worker. Of
/// tables that wait, the newest alone is kept.
final class RouterWriter: Sendable {
    private struct Outbox {
        var table: RouteTable?
        /// The table is not due before; monotonic milliseconds.
        var dueAt: Int64 = 0
        var asksForReport = false
        var isOver = false
    }

    private enum Errand { case table(RouteTable), report, end }

    private static let restMilliseconds: Int64 = 60_000

    private let outbox = Monitor(Outbox())
    private let socket: Descriptor

    /// - Parameter socket: its own to close.
    init(_ socket: consuming Descriptor) { self.socket = socket }

    func start() { inBackground("router-writer") { self.run() } }

    /// - Parameter milliseconds: from now, unless another table comes first.
    func send(_ table: RouteTable, after milliseconds: Int64 = 0) {
        outbox.update { box in
            box.table = table
            box.dueAt = milliseconds == 0 ? 0 : Moment.monotonicMilliseconds() + milliseconds
        }
    }

    func askForReport() { outbox.update { $0.asksForReport = true } }

    /// Whatever waits is not written any more, and a worker that does not read holds nobody up.
    func end() {
        outbox.update { $0.isOver = true }
        _ = shutdown(socket.number, Int32(SHUT_RDWR))
    }

    private func run() {
        while true {
            do {
                switch next() {
                case .table(let table): try socket.write(all: try MessageChannel.line(RouterRequest.routes(table)))
                case .report: try socket.write(all: try MessageChannel.line(RouterRequest.report))
                case .end: return
                case nil: continue
                }
            } catch {
                // Whoever reads from it notices, connects anew, and begins with the newest table.
                if !outbox.read(\.isOver) { Diagnostics.say("cannot write to the router: \(error)") }
                _ = shutdown(socket.number, Int32(SHUT_RDWR))
                return
            }
        }
    }

    private func next() -> Errand? {
        let rest = Moment.monotonicMilliseconds() + Self.restMilliseconds
        let due = outbox.read { $0.table == nil ? rest : min(rest, $0.dueAt) }
        return outbox.wait(until: due) { box in
            if box.isOver { return .end }
            if let table = box.table, Moment.monotonicMilliseconds() >= box.dueAt {
                box.table = nil
                return .table(table)
            }
            guard box.asksForReport else { return nil }
            box.asksForReport = false
            return .report
        }
    }
}
