import CLinux
import Glibc
import Linux
import Model

/// The routing proxy of an installation: its loops, its control socket and what it keeps on disk.
///
/// `init` binds the port and may need privileges; `start` needs none and may come after they are dropped.
package final class RouterServer: Sendable {
    /// The port that is served; where the settings say 0, the one that the kernel chose.
    package let port: UInt16
    private let settings: RouterSettings
    private let root: InstallationRoot
    private let listeners: [Int32]
    private let running = Running()

    /// - Throws: `SystemError` where the address cannot be listened at.
    package init(settings: RouterSettings, root: InstallationRoot) throws(SystemError) {
        self.settings = settings
        self.root = root
        let count = settings.loops > 0 ? settings.loops : max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
        var listeners: [Int32] = []
        var port = settings.httpPort
        for _ in 0..<count {
            let listener = renga_tcp_listen(settings.address, port, 1024)
            guard listener >= 0 else {
                let error = SystemError("listen at", "\(settings.address) port \(port)")
                listeners.forEach { _ = close($0) }
                throw error
            }
            listeners.append(listener)
            if port == 0 { port = UInt16(clamping: renga_local_port(listener)) }
        }
        self.listeners = listeners
        self.port = port
    }

    /// Makes what the router needs on disk, for the user that it will run as. Needs the rights that `init` needs.
    package static func prepareDirectory(_ root: InstallationRoot, owner: (uid_t, gid_t)? = nil) throws(SystemError) {
        try Files.makeDirectory(root.routerDirectory, mode: 0o750, owner: owner)
    }

    /// Begins to serve, with the newest routes on disk if there are any.
    package func start() throws {
        signal(SIGPIPE, SIG_IGN)
        _ = renga_raise_open_files()
        try Self.prepareDirectory(root)
        let mailbox = try Mailbox<ControlMessage>()
        let log = try AccessLog(path: root.routerLog, bytesMax: settings.accessLogBytesMax)
        let shared = LoopShared(settings: settings, port: port, log: log, control: mailbox)
        let socket = try UnixSocket.listen(root.routerSocket, mode: 0o600)
        let loops = try listeners.map { _ in try Mailbox<LoopMessage>() }
        let networks = try listeners.map { _ in try KernelNetwork() }
        let tablePath = root.routerTable
        let listening = socket.release()
        let hasLoaded = try Mailbox<Bool>()
        try running.start("control") {
            var control = Control(
                listener: Descriptor(owning: listening),
                mailbox: mailbox,
                loops: loops,
                shared: shared,
                tablePath: tablePath
            )
            control.serveSavedTable()
            hasLoaded.post(true)
            control.run()
        }
        // A client that comes in before the routes do would be told that there are none.
        hasLoaded.wait()
        for (number, listener) in listeners.enumerated() {
            let inbox = loops[number]
            let network = networks[number]
            try running.start("loop-\(number)") {
                let loop = Loop(number: number, net: network, listener: listener, shared: shared, mailbox: inbox)
                loop.run()
                network.shutdown()
            }
        }
        running.set(control: mailbox, loops: loops)
    }

    /// Takes no new connections, lets requests finish for so long, and returns when everything has ended.
    package func stop(graceMilliseconds: Int64 = 30_000) {
        running.stop(graceMilliseconds: graceMilliseconds)
    }
}
