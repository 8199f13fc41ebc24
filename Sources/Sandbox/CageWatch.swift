import Glibc
import Linux
import Model
import Synchronization

/// Holds a running cage to its limits from a thread of its own.
final class CageWatch: Sendable {
    /// The first pause between two looks at the disk; it grows with what a look costs.
    private static let sampleMilliseconds: Int64 = 500
    /// A look may take up a tenth of the time.
    private static let sampleShare: Int64 = 10

    private let process: Int32
    private let limits: RunLimits
    private let written: [String]
    private let cgroup: String
    private let cancel: Int32?
    private let started = Moment.monotonicMilliseconds()
    private let state = Mutex<(verdict: CageResult?, ended: Bool)>((nil, false))

    /// - Parameters:
    ///   - process: pidfd of PID 1 of the cage; stays open until `run` has returned.
    ///   - written: the trees that it writes to.
    ///   - cgroup: where its processes are, which may hold files that no tree shows.
    init(process: Int32, limits: RunLimits, written: [String], cgroup: String, cancel: Int32?) {
        self.process = process
        self.limits = limits
        self.written = written
        self.cgroup = cgroup
        self.cancel = cancel
    }

    /// Why the cage was stopped by us; nil where it was not.
    var verdict: CageResult? { state.withLock { $0.verdict } }

    /// The cage has ended: nothing is stopped any more.
    func end() { state.withLock { $0.ended = true } }

    func run() {
        let deadline = started + Int64(limits.seconds) * 1000
        var before: DiskAmount?
        var sampleAt = limits.disk.isNone && limits.floor == .none ? .max : started + Self.sampleMilliseconds
        while true {
            let now = Moment.monotonicMilliseconds()
            if now >= deadline { return stop(.timeLimit) }
            if now >= sampleAt {
                if let verdict = look(&before) { return stop(verdict) }
                let cost = Moment.monotonicMilliseconds() - now
                sampleAt = now + max(Self.sampleMilliseconds, cost * Self.sampleShare)
                continue
            }
            switch wait(milliseconds: min(deadline, sampleAt) - now) {
            case .ended: return
            case .cancelled: return stop(.cancelled)
            case .time: continue
            }
        }
    }

    /// A look that fails says nothing: the next one may.
    /// - Parameter before: what the look before has counted, and then what this one has.
    private func look(_ before: inout DiskAmount?) -> CageResult? {
        let reading = DiskUsage.measure(written, heldBy: ControlGroups.processes(in: cgroup), limits: limits.disk)
        if case .over(let amount, let excess) = reading { return .diskLimit(excess, amount) }
        defer { before = reading.amount ?? before }
        guard limits.floor != .none, let space = try? Files.space(at: written), !limits.floor.isMet(by: space) else { return nil }
        // Somebody else's growth is not its fault: it ends where it grows itself.
        guard let last = before, let now = reading.amount, now.bytes > last.bytes || now.files > last.files else { return nil }
        return .diskFull(space)
    }

    private enum Event { case ended, cancelled, time }

    private func wait(milliseconds: Int64) -> Event {
        var items = [pollfd(fd: process, events: Int16(POLLIN), revents: 0)]
        if let cancel { items.append(pollfd(fd: cancel, events: Int16(POLLIN) | Descriptor.peerHasClosed, revents: 0)) }
        let ready = poll(&items, nfds_t(items.count), Int32(clamping: max(milliseconds, 1)))
        guard ready > 0 else { return .time }
        if items[0].revents != 0 { return .ended }
        return items.count > 1 && items[1].revents != 0 ? .cancelled : .time
    }

    /// The death of PID 1 is the death of everything in the cage, at once.
    private func stop(_ verdict: CageResult) {
        let stops = state.withLock { state in
            guard !state.ended else { return false }
            state.verdict = verdict
            return true
        }
        if stops { ProcessIdentity.signal(process, SIGKILL) }
    }
}
