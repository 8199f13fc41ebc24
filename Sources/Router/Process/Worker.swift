import Glibc
import Linux
import Model

/// The process that serves, on sockets that its master holds as well. SIGUSR1: another worker serves, finish what you
/// have. SIGTERM: nobody does after you, finish soon. SIGHUP: take the control socket's place again.
struct Worker {
    private let settings: RouterSettings
    private let root: InstallationRoot
    private let server: RouterServer
    private let leash: Int32

    /// A worker without a master serves on for so long, so that nobody is refused until another master is there.
    private static let orphanMillisecondsMax: Int64 = 10_000
    private static let orphanLookMilliseconds: Int32 = 50

    init(settings: RouterSettings, root: InstallationRoot, handed: Handover) throws(SystemError) {
        self.settings = settings
        self.root = root
        for descriptor in handed.descriptors { try Descriptor.setInherited(descriptor, false) }
        close(handed.configuration)
        leash = handed.leash.reading
        server = try RouterServer(settings: settings, root: root, listeners: handed.listeners)
    }

    /// Drops privileges, serves, says so, and returns when everything has ended in order.
    func run(as account: Account?, ready: Int32) throws {
        // Before any thread is there, so that all inherit it and this one alone takes the signals.
        let signals = try SignalQueue([SIGTERM, SIGINT, SIGUSR1, SIGHUP])
        try account?.become()
        try server.start()
        do {
            try Files.replace(root.routerWorker, with: "\(getpid())\n")
        } catch {
            // For people alone: a disk that is full keeps nobody from being served.
            Diagnostics.say("cannot note which worker serves: \(error)")
        }
        // A master that is gone already is noticed by the leash.
        try? writeAll(Array("ready\n".utf8), to: ready)
        close(ready)
        var orphanedAt: Int64?
        while !server.isOver {
            var items = [signals.number, server.overDescriptor, orphanedAt == nil ? leash : -1].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            _ = poll(&items, 3, orphanedAt == nil ? -1 : Self.orphanLookMilliseconds)
            while let signal = signals.take() { obey(signal) }
            if items[2].revents != 0, orphanedAt == nil { orphanedAt = Moment.monotonicMilliseconds() }
            if let since = orphanedAt, isDone(orphanedAt: since) { retire() }
        }
        server.finish()
    }

    private func obey(_ signal: Int32) {
        switch signal {
        case SIGUSR1: retire()
        case SIGHUP:
            do { try server.takeControlSocket() } catch { Diagnostics.say("\(error)\nhint: the runner cannot connect anew") }
        default: server.leave(.stopping)
        }
    }

    private func retire() { server.leave(.replaced(settings)) }

    /// Another router has taken the control socket's place and so serves, or none has come in time.
    private func isDone(orphanedAt: Int64) -> Bool {
        !server.ownsControlSocket || Moment.monotonicMilliseconds() - orphanedAt >= Self.orphanMillisecondsMax
    }
}
