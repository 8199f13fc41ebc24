import Foundation
import Glibc
import Linux
import Model
import Synchronization
import Wire

/// The connection to the router: sends whole tables, hears what became of them, and comes back when it is lost.
final class RouterLink: Sendable {
    private let path: String
    private let fleet: Fleet
    private let drained: @Sendable (String) -> Void
    /// -1 where there is no connection.
    private let socket = Mutex<Int32>(-1)

    init(path: String, fleet: Fleet, drained: @escaping @Sendable (String) -> Void) {
        self.path = path
        self.fleet = fleet
        self.drained = drained
    }

    func start() {
        inBackground("router") { [self] in
            while !fleet.read(\.stopping) {
                converse()
                // The router is being started or replaced; it serves its last table meanwhile.
                _ = poll(nil, 0, 100)
            }
        }
    }

    /// Sends a table, where there is a connection; a new connection begins with the newest one anyway.
    func send(_ table: RouteTable) {
        socket.withLock { socket in
            guard socket >= 0 else { return }
            do {
                try writeAll(try MessageChannel.line(RouterRequest.routes(table)), to: socket)
            } catch {
                Diagnostics.say("cannot send routes \(table.version): \(error)")
                _ = shutdown(socket, Int32(SHUT_RDWR))
            }
        }
    }

    private func converse() {
        do {
            var channel = MessageChannel(try UnixSocket.connect(path))
            let table = fleet.update { state in
                state.routerConnected = true
                return state.table
            }
            socket.withLock { $0 = channel.number }
            defer {
                socket.withLock { $0 = -1 }
                fleet.update { $0.routerConnected = false }
            }
            if table.version > 0 { send(table) }
            fleet.wake()
            while let event = try channel.receive(RouterEvent.self) { hear(event) }
        } catch let error as SystemError where [ENOENT, ECONNREFUSED].contains(error.code) {
            return  // Not there yet.
        } catch {
            Diagnostics.say("the connection to the router broke: \(error)")
        }
    }

    private func hear(_ event: RouterEvent) {
        switch event {
        case .applied(let version):
            fleet.update { $0.appliedVersion = version }
            fleet.wake()
        case .drained(let dyno): drained(dyno)
        case .refused(let version, let reason): Diagnostics.say("the router refused routes \(version): \(reason)")
        case .status: break
        }
    }
}
