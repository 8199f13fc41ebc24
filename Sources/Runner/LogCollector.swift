import CLinux
import Glibc
import Linux
import Model
import Planning
import Synchronization

/// Brings the output of every dyno and the router's access log into the apps' log streams: in rounds, in which each that has
/// something new gets one turn of bounded length. Who prints much is behind, or loses lines; nobody else waits for it.
final class LogCollector: Sendable {
    /// A lost signal costs this delay.
    private static let restMilliseconds: Int32 = 5_000
    /// A burst of writes is one round: what else arrives meanwhile is read with it.
    private static let roundMilliseconds: Int32 = 20
    /// All dynos together get as much as so many may take of their own.
    private static let sharers = 2

    private let logs: AppLogs
    private let limits: Configuration.LogLimits
    private let engine: any DynoEngine
    private let inotify: OutputEvents
    private let outputs = Mutex<[String: DynoOutput]>([:])
    private let router: Mutex<RouterLogTail>

    init(root: InstallationRoot, logs: AppLogs, limits: Configuration.LogLimits, engine: any DynoEngine) throws(SystemError) {
        self.logs = logs
        self.limits = limits
        self.engine = engine
        router = Mutex(RouterLogTail(path: root.routerLog, positionPath: root.run + "/router-log.position"))
        inotify = try OutputEvents()
        inotify.watch(root.routerDirectory, as: nil)
    }

    func start() {
        inBackground("logs") { [self] in
            var all = LogAllowance(
                lines: limits.linesPerSecondMax * Self.sharers,
                bytes: limits.bytesPerSecondMax * Int64(Self.sharers),
                seconds: limits.burstSeconds,
                now: Moment.monotonicMilliseconds()
            )
            var due = Set(outputs.withLock { $0.keys })
            var isRouterDue = true
            while true {
                let behind = round(due, &all)
                let isRouterBehind = isRouterDue && readRouter()
                _ = poll(nil, 0, Self.roundMilliseconds)
                let isBehind = !behind.isEmpty || isRouterBehind
                let news = inotify.next(milliseconds: isBehind ? 0 : Self.restMilliseconds)
                due = behind.union(news.isAll ? Set(outputs.withLock { $0.keys }) : news.ids)
                isRouterDue = isRouterBehind || news.isRouter || news.isAll
            }
        }
    }

    /// - Parameter resuming: an earlier runner read this dyno.
    func follow(_ spec: DynoSpec, path: String, resuming: Bool = false) {
        let tail = DynoLogTail(
            path: path,
            process: spec.slot.name,
            lineBytesMax: limits.lineBytesMax,
            fileBytesMax: limits.dynoBytesMax
        ) { [engine] in engine.outputWritten(spec.id) }
        let output = DynoOutput(spec, tail: tail, logs: logs, limits: limits, isResumed: resuming)
        outputs.withLock { $0[spec.id] = output }
        inotify.watch(Files.parent(of: path), as: spec.id)
        inotify.nudge(spec.id)
    }

    /// Reads what a dyno that has ended wrote last.
    func finish(_ id: String) {
        guard let output = outputs.withLock({ $0[id] }) else { return }
        var share = LogAllowance(lines: limits.linesPerSecondMax, bytes: limits.bytesPerSecondMax, seconds: 1, now: 0)
        while read(output, &share, isLast: true) {}
    }

    func forget(_ id: String) {
        _ = outputs.withLock { $0.removeValue(forKey: id) }
        inotify.forget(id)
    }

    /// A dyno's newest lines, without times.
    func lastLines(_ id: String) -> [String] { outputs.withLock { $0[id] }?.lastLines ?? [] }

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

    /// Starts a new output file for a dyno whose present one has grown to a segment.
    private func turnOver(_ output: DynoOutput) {
        guard output.isFull(limits.segmentBytesMax) else { return }
        do {
            try engine.rotateLog(output.spec.id)
        } catch {
            Diagnostics.say("cannot begin a new output file of \(output.spec.id): \(error)")
        }
    }

    private func readRouter() -> Bool {
        do {
            let read = try router.withLock { try $0.read() }
            for (app, block) in read.blocks { logs.write(block, to: app) }
            router.withLock { $0.save() }
            return read.isBehind
        } catch {
            Diagnostics.say("cannot read the router's log: \(error)")
            return false
        }
    }
}
