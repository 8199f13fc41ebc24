import Glibc
import Linux
import Model
import Planning
import Wire
import YAML

/// Reads of this machine what a `Checkup` is made of. What cannot be read is left out.
struct MachineLook {
    private let session: Session
    private let configuration: Configuration

    init(_ session: Session) throws {
        self.session = session
        configuration = try ConfigurationFile.load(root: session.root)
    }

    func readings() -> Checkup.Readings {
        var readings = Checkup.Readings()
        readings.root = session.root.path
        let status = status()
        readings.runner = status.map(\.routerConnected)
        readings.keptStorage = (try? status.get())?.machine?.keptStorage
        readings.unheard = ((try? status.get())?.unheard ?? []).map { target in
            Checkup.Unheard(target: target.target, why: target.error ?? "nobody knows why", scope: NotifyScope.words(target.app))
        }
        // Of a runner that does not answer nobody knows when it looked.
        if configuration.keys.isSet, let machine = (try? status.get())?.machine {
            readings.keySyncReport = machine.keySync
            readings.keySync = KeysSync.standing(readings.keySyncReport, everyMinutes: configuration.keys.minutes, now: session.now)
        }
        readings.space = try? Files.space(at: session.root.path)
        readings.floor = configuration.disk
        let load = MachineLoad.now
        (readings.availableBytes, readings.memoryBytes) = (load?.availableBytes, load?.memoryBytes)
        readings.openFiles = [session.root.ledger, session.root.ledgerKey].filter(Self.isOpen) + openFolders
        readings.fileSystems = words("/proc/filesystems")
        readings.controllers = words("/sys/fs/cgroup/cgroup.controllers").union((try? Files.list("/sys/fs/cgroup")) ?? [])
        readings.ports = Dictionary(uniqueKeysWithValues: Set(ports).map { ($0, Self.answers($0)) })
        readings.domain = configuration.domain
        readings.resolved = addresses("/usr/bin/getent", ["ahosts", "renga-doctor.\(configuration.domain)"]) { $0.first }
        readings.addresses = addresses("/usr/sbin/ip", ["-o", "addr", "show"]) { words in
            words.firstIndex { $0 == "inet" || $0 == "inet6" }.flatMap { words.dropFirst($0 + 1).first }?.split(separator: "/").first
        }
        readings.isClockSynchronised = WallClock.isKeptRight
        // An installation of root's own, such as the demo, has no users.
        guard configuration.users.git != "root" else { return readings }
        readings.sudoRule =
            (try? Files.text("/etc/sudoers.d/renga"))?.contains("renga-builder --root \(session.root.path) prepare") ?? false
        readSSHD(&readings)
        return readings
    }

    private func status() -> Result<ShowStatus.Answer, Failure> {
        do {
            return .success(try session.ask(ShowStatus()) { _ in })
        } catch let failure as Failure {
            return .failure(failure)
        } catch {
            return .failure(Failure(.internal, "\(error)"))
        }
    }

    private var ports: [UInt16] { [configuration.router.httpPort] + [configuration.router.httpsPort].compactMap { $0 } }

    private static func isOpen(_ path: String) -> Bool {
        guard let status = Files.status(path) else { return false }
        return status.st_mode & 0o077 != 0 || status.st_uid != geteuid()
    }

    private var openFolders: [String] {
        guard let status = Files.status(session.root.path) else { return [] }
        return status.st_mode & 0o022 != 0 || status.st_uid != geteuid() ? [session.root.path] : []
    }

    private func words(_ path: String) -> Set<String> {
        // One that is not there has none.
        Set(((try? Files.text(path)) ?? "").split { $0 == " " || $0 == "\n" || $0 == "\t" }.map(String.init))
    }

    private func addresses(_ program: String, _ arguments: [String], _ read: ([Substring]) -> Substring?) -> [String] {
        // A program that is not there knows of none.
        guard let outcome = try? Command(program, arguments).run(), outcome.status.isSuccess else { return [] }
        let found = outcome.text.split(separator: "\n").compactMap { read($0.split(separator: " ")).map(String.init) }
        return Array(Set(found)).sorted()
    }

    /// By a connection to this machine itself.
    private static func answers(_ port: UInt16) -> Bool {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { return false }
        defer { _ = close(number) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private func readSSHD(_ readings: inout Checkup.Readings) {
        let program = "/usr/sbin/sshd"
        let words = ["-T", "-C", "user=\(configuration.users.git),host=localhost,addr=127.0.0.1"]
        // Where there is no sshd, nothing is said of it.
        guard let outcome = try? Command(program, words).run() else { return }
        guard outcome.status.isSuccess else {
            readings.sshdComplaint = outcome.text.split(separator: "\n").last.map(String.init) ?? "\(outcome.status)"
            return
        }
        let line = outcome.text.split(separator: "\n").first { $0.hasPrefix("authorizedkeysfile ") } ?? ""
        readings.sshdReads = line.split(separator: " ").contains { $0 == session.root.authorizedKeys }
    }
}
