import Linux
import Model
import Synchronization
import Wire

@testable import Runner

/// A router's worker that serves every table at once, and nobody.
final class StandInRouter: Sendable {
    struct State {
        var tables: [RouteTable] = []
        /// Dynos that it says have requests still.
        var busy: [String] = []
        /// For how long it has seen no traffic of any app; nil: it does not say.
        var quietMilliseconds: Int64?
        var reportsAsked = 0
        /// It reads, and answers nothing more.
        var isStopped = false
        fileprivate var link: Int32 = -1
    }

    let state = Monitor(State())
    private let listener: Descriptor

    init(_ root: InstallationRoot) throws {
        listener = try UnixSocket.listen(root.routerSocket, mode: 0o600)
        let number = listener.number
        inBackground("router") { [state] in
            guard let link = try? UnixSocket.accept(number).release() else { return }
            state.update { $0.link = link }
            var channel = MessageChannel(Descriptor(owning: link))
            while let request = try? channel.receive(RouterRequest.self) {
                guard !state.read(\.isStopped) else { continue }
                guard case .routes(let table) = request else {
                    Self.say(.report(state.update { Self.report(&$0) }), link)
                    continue
                }
                let busy = state.update { state in
                    state.tables.append(table)
                    return state.busy
                }
                Self.say(.applied(version: table.version, busy: busy), link)
            }
        }
    }

    private static func report(_ state: inout State) -> RouterReport {
        state.reportsAsked += 1
        var report = RouterReport(worker: 1)
        report.apps = (state.tables.last?.apps ?? []).map { app in
            let first = app.shown == nil ? nil : app.name
            return .init(name: app.shown ?? app.name, first: first, quietMilliseconds: state.quietMilliseconds)
        }
        return report
    }

    /// A request waits for an app.
    func awaited(_ app: String) { Self.say(.awaited(app: app), state.read(\.link)) }

    /// Waits for a table in which an app sleeps.
    func isAsleep(_ app: String) -> Bool {
        let found: Bool? = state.wait(until: Moment.monotonicMilliseconds() + 60_000) { state in
            state.tables.last?.apps.first { $0.name == app }?.isAsleep == true ? true : nil
        }
        return found == true
    }

    func drained(_ id: String) {
        let link = state.update { state in
            state.busy.removeAll { $0 == id }
            return state.link
        }
        Self.say(.drained(dyno: id), link)
    }

    private static func say(_ event: RouterEvent, _ link: Int32) {
        // Where the runner has gone, nobody hears it.
        if let line = try? MessageChannel.line(event) { try? writeAll(line, to: link) }
    }

    /// Waits for a table in which an app has these dynos.
    func serves(_ app: String, _ ids: [String]) -> Bool {
        let found: Bool? = state.wait(until: Moment.monotonicMilliseconds() + 60_000) { state in
            state.tables.last?.apps.first { $0.name == app }?.backends.map(\.id) == ids ? true : nil
        }
        return found == true
    }
}
