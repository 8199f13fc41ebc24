import Glibc
import Linux
import Model
import Sandbox

extension Installation {
    /// Kills every dyno and what guards it, as a machine that goes down does.
    func killDynos() throws {
        for id in try dynoIDs() {
            guard let dyno = try Supervised.find(root.dyno(id)) else { continue }
            _ = kill(dyno.conmon.pid, SIGKILL)
            _ = kill(dyno.pid, SIGKILL)
            try eventually("\(id) is gone") { ProcessIdentity(running: dyno.pid) == nil && !dyno.conmon.isRunning }
        }
    }

    /// Ends one-off dynos by what is first in them, as the kernel does where memory is short.
    func killOneOffs() throws {
        for id in try dynoIDs() where id.contains(".run.") {
            if let dyno = try Supervised.find(root.dyno(id)) { _ = kill(dyno.pid, SIGKILL) }
        }
    }

    /// What a machine that is started anew does not have any more: locks, sockets, what crun knew, namespaces.
    func loseVolatileState() throws {
        for name in try Files.list(root.run) { try Files.removeTree("\(root.run)/\(name)") }
        for name in try Files.list("/run/netns") where name.hasPrefix(network.bridge + ":") {
            _ = try Command("/usr/sbin/ip", ["netns", "delete", name]).run()
        }
        try Command("/usr/sbin/ip", ["link", "delete", network.bridge]).check()
        for id in try dynoIDs() { ControlGroups.removeTree("/renga-\(network.bridge)/\(id)") }
    }
}
