import CLinux
import Foundation
import Glibc
import Linux
import Model
import Synchronization

/// Brings the output of every dyno and the router's access log into the apps' log streams.
final class LogCollector: Sendable {
    private let logs: AppLogs
    private let limits: Configuration.LogLimits
    private let rotate: @Sendable (String) throws -> Void
    private let inotify: Int32
    private let state: Mutex<State>

    private struct State {
        var tails: [String: DynoLogTail] = [:]
        var watches: [String: Int32] = [:]
        var routerTail: RouterLogTail
    }

    init(
        root: InstallationRoot,
        logs: AppLogs,
        limits: Configuration.LogLimits,
        rotate: @escaping @Sendable (String) throws -> Void
    )
        throws(SystemError)
    {
        self.logs = logs
        self.limits = limits
        self.rotate = rotate
        let routerTail = RouterLogTail(path: root.routerLog, positionPath: root.run + "/router-log.position")
        state = Mutex(State(routerTail: routerTail))
        inotify = inotify_init1(Int32(O_CLOEXEC))
        guard inotify >= 0 else { throw SystemError("make", "an inotify") }
        _ = inotify_add_watch(inotify, root.routerDirectory, UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO))
    }

    func start() {
        inBackground("logs") { [self] in
            var buffer = [UInt8](repeating: 0, count: 16_384)
            while true {
                collect()
                guard read(inotify, &buffer, buffer.count) > 0 || errno == EINTR else { return }
                // A burst of writes is one round: what else arrives in 20 ms is read with it.
                _ = poll(nil, 0, 20)
            }
        }
    }

    /// - Parameter resuming: an earlier runner read this dyno. Where it was killed between writing lines and remembering
    ///   so, they come again, and are known by their times.
    func follow(_ spec: DynoSpec, path: String, resuming: Bool = false) {
        let known = resuming ? newestLines(of: spec.slot.app) : []
        state.withLock { state in
            state.tails[spec.id] = DynoLogTail(
                app: spec.slot.app,
                process: spec.slot.name,
                path: path,
                lineBytesMax: limits.lineBytesMax
            )
            let watch = inotify_add_watch(inotify, path, UInt32(IN_MODIFY))
            if watch >= 0 { state.watches[spec.id] = watch }
        }
        collect(spec.id, known: known)
    }

    private static let linesReadAgainMax = 5_000

    private func newestLines(of app: AppName) -> Set<String> {
        var query = LogQuery()
        query.lines = Self.linesReadAgainMax
        do {
            return Set(try logs.stream(app).recent(query))
        } catch {
            Diagnostics.say("cannot read the log of \(app), lines may come twice: \(error)")
            return []
        }
    }

    /// Reads what a dyno that has ended wrote last.
    func finish(_ id: String) { collect(id, isLast: true) }

    func forget(_ id: String) {
        state.withLock { state in
            state.tails[id] = nil
            if let watch = state.watches.removeValue(forKey: id) { _ = inotify_rm_watch(inotify, watch) }
        }
    }

    /// A dyno's newest lines, without times.
    func lastLines(_ id: String) -> [String] { state.withLock { $0.tails[id]?.last ?? [] } }

    private func collect() {
        for id in state.withLock({ Array($0.tails.keys) }) { collect(id) }
        do {
            let lines = try state.withLock { try $0.routerTail.read() }
            for (app, lines) in lines { logs.append(app, lines) }
        } catch {
            Diagnostics.say("cannot read the router's log: \(error)")
        }
    }

    private func collect(_ id: String, isLast: Bool = false, known: Set<String> = []) {
        do {
            // Appended inside the lock: two threads that read one dyno must not swap its lines.
            let full: Bool = try state.withLock { state in
                guard let read = try state.tails[id]?.read(isLast: isLast), let app = state.tails[id]?.app else { return false }
                let lines = read.filter { !known.contains($0) }
                if !lines.isEmpty { logs.append(app, lines, of: id) }
                state.tails[id]?.save()
                return (state.tails[id]?.position ?? 0) > Int(limits.segmentBytesMax)
            }
            if full && !isLast { try turnOver(id) }
        } catch {
            Diagnostics.say("cannot read the output of \(id): \(error)")
        }
    }

    /// Starts a new output file for a dyno whose present one has grown to a segment.
    private func turnOver(_ id: String) throws {
        try rotate(id)
        let path: String? = try state.withLock { state in
            guard let lines = try state.tails[id]?.read(), let app = state.tails[id]?.app else { return nil }
            if !lines.isEmpty { logs.append(app, lines, of: id) }
            state.tails[id]?.save()
            return state.tails[id]?.path
        }
        guard let path else { return }
        let watch = inotify_add_watch(inotify, path, UInt32(IN_MODIFY))
        state.withLock { if watch >= 0 { $0.watches[id] = watch } }
    }
}
