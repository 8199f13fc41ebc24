import Glibc
import Linux
import Model

/// Brings the router's access log into the apps' logs, in turns of bounded length.
final class RouterLogCollector: Sendable {
    /// A lost signal costs this delay.
    private static let restMilliseconds: Int32 = 5_000
    /// A burst of writes is one turn: what else arrives meanwhile is read with it.
    private static let turnMilliseconds: Int32 = 20

    private let logs: AppLogs
    private let root: InstallationRoot
    private let events: OutputEvents

    init(root: InstallationRoot, logs: AppLogs) throws(SystemError) {
        self.logs = logs
        self.root = root
        events = try OutputEvents()
        events.watch(root.routerDirectory, as: "router")
    }

    func start() {
        inBackground("router-log") { [self] in
            var tail = RouterLogTail(path: root.routerLog, positionPath: root.run + "/router-log.position")
            while true {
                let isBehind = read(&tail)
                _ = poll(nil, 0, Self.turnMilliseconds)
                _ = events.next(milliseconds: isBehind ? 0 : Self.restMilliseconds)
            }
        }
    }

    private func read(_ tail: inout RouterLogTail) -> Bool {
        do {
            let turn = try tail.read()
            for (app, block) in turn.blocks { logs.write(block, to: app) }
            tail.save()
            return turn.isBehind
        } catch {
            Diagnostics.say("cannot read the router's log: \(error)")
            return false
        }
    }
}
