import Linux
import Model
import Planning

/// The runner's picture of the world, guarded by one lock, and the bell that rings when it changes.
/// Effects happen outside: a thread does its work, then writes here what came of it.
final class Fleet: Sendable {
    private let monitor = Monitor(FleetState())

    /// Reads or changes the picture; a change rings the bell.
    @discardableResult
    func update<T>(_ body: (inout FleetState) throws -> T) rethrows -> T { try monitor.update(body) }

    func read<T>(_ body: (FleetState) throws -> T) rethrows -> T { try monitor.read(body) }

    /// Asks the reconciler to look. Returns the number of a round that begins after this call.
    @discardableResult
    func wake() -> UInt64 {
        update { state in
            state.wakeRequests += 1
            return state.wakeRequests
        }
    }

    /// Waits until `answer` has something to say, looking again at every change and at least every `slice` milliseconds.
    /// - Returns: nil where `deadline` (monotonic milliseconds) passed first.
    func wait<T>(until deadline: Int64, slice: Int64 = 100, _ answer: (inout FleetState) throws -> T?) rethrows -> T? {
        try monitor.wait(until: deadline, slice: slice, answer)
    }

    /// Waits for so many milliseconds, or until the runner stops: then it returns true.
    @discardableResult
    func rest(_ milliseconds: Int64) -> Bool {
        wait(until: Moment.monotonicMilliseconds() + milliseconds, slice: max(milliseconds, 1)) { $0.stopping ? true : nil } ?? false
    }
}
