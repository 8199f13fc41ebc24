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
    /// Of HTTPS; 0: it is not served.
    package let securePort: UInt16
    private let settings: RouterSettings
    private let root: InstallationRoot
    private let listeners: [Int32]
    /// As many as `listeners`, or none.
    private let secureListeners: [Int32]
    private let running = Running()

    /// - Throws: `SystemError` where the address cannot be listened at.
    package init(settings: RouterSettings, root: InstallationRoot) throws(SystemError) {
        self.settings = settings
        self.root = root
        let count = settings.loops > 0 ? settings.loops : max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
        (listeners, port) = try Self.listen(settings.address, settings.httpPort, count)
        var secure: (listeners: [Int32], port: UInt16) = ([], 0)
        if let wanted = settings.httpsPort {
            do throws(SystemError) {
                secure = try Self.listen(settings.address, wanted, count)
            } catch {
                // Whoever has the port may well be a proxy before us: HTTP must not suffer for it.
                Complaint.say("HTTPS is not served: \(error)\nhint: free the port, or set router.https_port in config.yml to ~")
            }
        }
        (secureListeners, securePort) = secure
    }

    private static func listen(_ address: String, _ port: UInt16, _ count: Int) throws(SystemError) -> ([Int32], UInt16) {
        var listeners: [Int32] = []
        var port = port
        for _ in 0..<count {
            let listener = renga_tcp_listen(address, port, 1024)
            guard listener >= 0 else {
                let error = SystemError("listen at", "\(address) port \(port)")
                listeners.forEach { _ = close($0) }
                throw error
            }
            listeners.append(listener)
            if port == 0 { port = UInt16(clamping: renga_local_port(listener)) }
        }
        return (listeners, port)
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
        let shared = LoopShared(
            settings: settings,
            port: port,
            securePort: securePort,
            challenges: root.acmeChallenges,
            log: log,
            control: mailbox
        )
        let socket = try UnixSocket.listen(root.routerSocket, mode: 0o600)
        let loops = try listeners.map { _ in try Mailbox<LoopMessage>() }
        let networks = try listeners.map { _ in try KernelNetwork() }
        let root = root
        let listening = socket.release()
        let hasLoaded = try Mailbox<Bool>()
        try running.start("control") {
            var control = Control(
                listener: Descriptor(owning: listening),
                mailbox: mailbox,
                loops: loops,
                shared: shared,
                root: root
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
            let secureListener = secureListeners.isEmpty ? -1 : secureListeners[number]
            try running.start("loop-\(number)") {
                let loop = Loop(
                    number: number,
                    net: network,
                    listener: listener,
                    secureListener: secureListener,
                    shared: shared,
                    mailbox: inbox
                )
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
