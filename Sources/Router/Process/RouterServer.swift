import CLinux
import Glibc
import Linux
import Model
import Synchronization

/// The routing proxy of an installation: its loops, its control socket and what it keeps on disk.
///
/// It may be made before privileges are dropped and started after that.
package final class RouterServer: Sendable {
    /// The port that is served; where the settings say 0, the one that the kernel chose.
    package let port: UInt16
    /// Of HTTPS; 0: it is not served.
    package let securePort: UInt16
    private let settings: RouterSettings
    private let root: InstallationRoot
    private let listeners: [Listener]
    private let running: Running
    private let writer = Mutex<LogWriter?>(nil)
    private let socket: ControlSocket

    /// Binds the ports itself, which may need privileges.
    /// - Throws: `SystemError` where the address cannot be listened at.
    package convenience init(settings: RouterSettings, root: InstallationRoot) throws(SystemError) {
        let listeners = try Listeners.bind(settings) { Diagnostics.say($0) }
        try self.init(settings: settings, root: root, listeners: listeners)
    }

    /// Serves on sockets that are there; they are its own from here on.
    init(settings: RouterSettings, root: InstallationRoot, listeners: [Listener]) throws(SystemError) {
        self.settings = settings
        self.root = root
        self.listeners = listeners
        port = listeners.first { $0.purpose == .http }?.port ?? settings.httpPort
        securePort = listeners.first { $0.purpose == .https }?.port ?? 0
        running = try Running()
        socket = ControlSocket(root)
    }

    /// Makes what the router needs on disk, for the user that it will run as. May need privileges.
    ///
    /// - Parameter owner: whose it is to be; what has come to be somebody else's, in a restore or when the router was started
    ///   by hand, is given back.
    package static func prepareDirectory(_ root: InstallationRoot, owner: (uid_t, gid_t)? = nil) throws(SystemError) {
        try Files.makeDirectory(root.routerDirectory, mode: 0o750, owner: owner)
        guard let owner, geteuid() == 0 else { return }
        let folder = try GuardedDirectory.open(root.routerDirectory)
        for path in [root.routerLog, root.routerTable, root.routerWorker, root.routerSocket] {
            let name = Files.name(of: path)
            guard let status = folder.status(name) else { continue }
            let isSocket = path == root.routerSocket && status.st_mode & S_IFMT == S_IFSOCK
            guard !isSocket, let words = path == root.routerSocket ? "is no socket" : folder.refusal(status) else { continue }
            Diagnostics.say("put right: \(path), which \(words), was moved away")
            try folder.setAside(name)
        }
        // Certificates are root's, whoever the router is.
        let work = try TreeOwner.give(folder, to: owner, except: [Files.name(of: root.routerCertificates)])
        if work.given > 0 { Diagnostics.say("put right: \(work.given) files in \(root.routerDirectory) were somebody else's") }
    }

    /// Begins to serve, with the newest routes on disk if there are any.
    package func start() throws {
        signal(SIGPIPE, SIG_IGN)
        _ = renga_raise_open_files()
        try Self.prepareDirectory(root)
        let mailbox = try Mailbox<LoopNews>()
        let log = try LogWriter(try AccessLog(path: root.routerLog, bytesMax: settings.accessLogBytesMax))
        try log.start()
        writer.withLock { $0 = log }
        let shared = LoopShared(
            settings: settings,
            port: port,
            securePort: securePort,
            challenges: root.acmeChallenges,
            log: log,
            control: mailbox
        )
        let shares = Listeners.spread(listeners, over: Listeners.loopCount(settings))
        let loops = try shares.map { _ in try Mailbox<LoopMessage>() }
        let networks = try shares.map { _ in try KernelNetwork() }
        let root = root
        let listeners = listeners
        running.set(control: mailbox, loops: loops)
        // Before the saved routes are read: a runner that still finds the worker before us here has not been told by it
        // that newer ones are served, unless those are on disk by now.
        ControlSocket.sweep(root)
        try takeControlSocket()
        let hasLoaded = try Mailbox<Bool>()
        try running.start("control") {
            var control = Control(mailbox: mailbox, loops: loops, shared: shared, listeners: listeners, root: root)
            control.serveSavedTable()
            hasLoaded.post(true)
            control.run()
        }
        // A client that comes in before the routes do would be told that there are none.
        hasLoaded.wait()
        let claims = running.claims
        let loopsOwn = shares.joined().map(\.descriptor) + networks.flatMap(\.descriptors)
        for (number, share) in shares.enumerated() {
            let inbox = loops[number]
            let network = networks[number]
            let wakers = [inbox.eventDescriptor, mailbox.eventDescriptor, log.eventDescriptor, overDescriptor, claims.eventDescriptor]
            try running.startLoop("loop-\(number)") {
                claims.post(network.ownDescriptors(with: share.map(\.descriptor) + wakers))
                let loop = Loop(number: number, net: network, listeners: share, shared: shared, mailbox: inbox)
                loop.run()
                network.shutdown()
            }
        }
        // What a loop has ends when the last who has it closes it, which is to be the loop.
        if claims.take(shares.count).allSatisfy({ $0 }) { loopsOwn.forEach { close($0) } }
    }

    /// Takes no new connections from here on, and ends. Said twice, the shorter time counts.
    func leave(_ farewell: Farewell) { running.leave(farewell) }

    var loopsLeft: Int { running.loopsLeft }
    /// Whether the last loop has ended; `overDescriptor` is readable then.
    var isOver: Bool { running.isOver }
    var overDescriptor: Int32 { running.overDescriptor }

    /// After the last loop, or to wait for it: everything has ended when this returns.
    func finish() {
        running.finish()
        socket.leave()
        writer.withLock { $0.take() }?.end()
    }

    /// Takes the control socket's place in the file system.
    func takeControlSocket() throws(SystemError) {
        if let new = try socket.take() { running.post(.listen(new)) }
    }

    /// False where another router has taken it.
    var ownsControlSocket: Bool { socket.isOurs }

    /// Takes no new connections, lets requests finish for so long, and returns when everything has ended.
    package func stop(graceMilliseconds: Int64 = 30_000) {
        leave(.stopping(graceMilliseconds: graceMilliseconds))
        finish()
    }
}
