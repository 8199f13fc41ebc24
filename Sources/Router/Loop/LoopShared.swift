import Model
import Synchronization

/// What all loops of a router share.
final class LoopShared: Sendable {
    let settings: RouterSettings
    let port: UInt16
    /// Of HTTPS; 0: there is none.
    let securePort: UInt16
    /// Where answers to ACME challenges lie; nil: nowhere.
    let challenges: String?
    let trustedPeers: Set<[UInt8]>
    let log: LogWriter
    let control: Mailbox<LoopNews>
    /// Open connections to clients.
    let connections = Atomic<Int>(0)
    let requests = Atomic<UInt64>(0)

    init(
        settings: RouterSettings,
        port: UInt16,
        securePort: UInt16 = 0,
        challenges: String? = nil,
        log: LogWriter,
        control: Mailbox<LoopNews>
    ) {
        self.settings = settings
        self.port = port
        self.securePort = securePort
        self.challenges = challenges
        self.trustedPeers = Set(settings.trustedPeers.map { Array($0.utf8) })
        self.log = log
        self.control = control
    }
}
