import Glibc
import Linux
import Model
import Planning
import Sandbox
import Synchronization

/// Brings the output of every dyno to the sink: in rounds, in which each that has something new gets one turn of bounded length.
/// Who prints much is behind, or loses lines; nobody else waits for it.
final class OutputCollector: Sendable {
    /// A lost signal costs this delay; a look at all that are silent costs hundreds of apps more than all else that they do.
    private static let restMilliseconds: Int32 = 15_000
    /// A burst of writes is one round: what else arrives meanwhile is read with it.
    private static let roundMilliseconds: Int32 = 20
    /// All dynos together get as much as so many may take of their own.
    private static let sharers = 2

    private let limits: Configuration.LogLimits
    private let runtime: CageRuntime
    private let news: LocalNews
    private let events: OutputEvents
    private let outputs = Mutex<[String: DynoOutput]>([:])

    init(limits: Configuration.LogLimits, runtime: CageRuntime, news: LocalNews) throws(SystemError) {
        self.limits = limits
        self.runtime = runtime
        self.news = news
        events = try OutputEvents()
    }

    func start() {
        inBackground("output") { [self] in
            var all = LogAllowance(
                lines: limits.linesPerSecondMax * Self.sharers,
                bytes: limits.bytesPerSecondMax * Int64(Self.sharers),
                seconds: limits.burstSeconds,
                now: Moment.monotonicMilliseconds()
            )
            var due = Set(outputs.withLock { $0.keys })
            while true {
                let behind = round(due, &all)
                _ = poll(nil, 0, Self.roundMilliseconds)
                let news = events.next(milliseconds: behind.isEmpty ? Self.restMilliseconds : 0)
                due = behind.union(news.isAll ? Set(outputs.withLock { $0.keys }) : news.ids)
            }
        }
    }

    /// - Parameter isResumed: an earlier runner read this dyno.
    func follow(_ spec: DynoSpec, _ folder: DynoFolder, isResumed: Bool = false) {
        let traffic = ConmonTraffic(folder.path)
        let tail = DynoLogTail(
            path: folder.output,
            process: spec.slot.name,
            lineBytesMax: limits.lineBytesMax,
            fileBytesMax: limits.dynoBytesMax
        ) { traffic.read() }
        let output = DynoOutput(spec, folder, tail: tail, news: news, limits: limits, isResumed: isResumed)
        outputs.withLock { $0[spec.id] = output }
        events.watch(folder.path, as: spec.id)
        events.nudge(spec.id)
    }

    /// Reads what a dyno that has ended wrote last.
    func finish(_ id: String) {
        guard let output = outputs.withLock({ $0[id] }) else { return }
        var share = LogAllowance(lines: limits.linesPerSecondMax, bytes: limits.bytesPerSecondMax, seconds: 1, now: 0)
        while read(output, &share, isLast: true) {}
    }

    func forget(_ id: String) {
        _ = outputs.withLock { $0.removeValue(forKey: id) }
        events.forget(id)
    }

    /// One turn for each. Returns who is to have another one soon.
    private func round(_ due: Set<String>, _ all: inout LogAllowance) -> Set<String> {
        all.grow(now: Moment.monotonicMilliseconds())
        var behind: Set<String> = []
        for output in outputs.withLock({ outputs in due.compactMap { outputs[$0] } }) {
            let part = all.part(of: due.count)
            var share = part
            if read(output, &share) || output.hasDropped { behind.insert(output.spec.id) }
            all.spend(part, left: share)
            turnOver(output)
        }
        return behind
    }

    private func read(_ output: DynoOutput, _ share: inout LogAllowance, isLast: Bool = false) -> Bool {
        do {
            return try output.read(&share, isLast: isLast)
        } catch {
            Diagnostics.say("cannot read the output of \(output.spec.id): \(error)")
            return false
        }
    }

    /// Starts a new output file for a dyno whose present one has grown to a segment: it goes on there without losing a line.
    private func turnOver(_ output: DynoOutput) {
        guard output.isFull(limits.segmentBytesMax) else { return }
        do {
            let folder = output.folder
            try runtime.rotateLog(bundle: folder.path, log: folder.output, to: folder.movedOutput)
        } catch {
            Diagnostics.say("cannot begin a new output file of \(output.spec.id): \(error)")
        }
    }
}
