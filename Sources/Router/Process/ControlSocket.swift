import Glibc
import Linux
import Model
import Synchronization

/// Where a worker's control thread is found: at the path that every worker takes in its turn, and by a name of its own, so that a
/// runner that comes while another worker has the path finds this one as well. What waits here needs the runner's tables.
final class ControlSocket: Sendable {
    private let path: String
    private let name: String
    /// What the socket is in the file system; nil: there is none yet.
    private let place = Mutex<FilePlace?>(nil)

    init(_ root: InstallationRoot) {
        path = root.routerSocket
        name = root.routerSocket(of: getpid())
    }

    /// Puts it at the path, in place of whoever is there.
    ///
    /// - Returns: a descriptor to listen at in place of the one before; nil: that one goes on.
    func take() throws(SystemError) -> Int32? {
        try place.withLock { (place) throws(SystemError) -> Int32? in
            if let known = place, FilePlace(name) == known {
                try UnixSocket.take(path, for: name)
                return nil
            }
            let socket = try UnixSocket.listen(path, alsoAt: name, mode: 0o600)
            place = FilePlace(name)
            return socket.release()
        }
    }

    /// False where another router has taken the path.
    var isOurs: Bool {
        let there = FilePlace(path)
        return place.withLock { $0 == there }
    }

    /// Nobody listens any more. What stands at the path stays, as ever: the next one takes it.
    func leave() {
        place.withLock { place in
            // A name that leads nowhere is swept by the next worker.
            if let known = place, FilePlace(name) == known { try? Files.remove(name) }
            place = nil
        }
    }

    /// Removes the names of workers that were killed.
    static func sweep(_ root: InstallationRoot) {
        // What is left is refused to whoever connects, and costs no more than that.
        for name in (try? Files.list(root.routerDirectory)) ?? [] {
            guard let worker = InstallationRoot.worker(ofSocket: name), kill(worker, 0) != 0, errno == ESRCH else { continue }
            try? Files.remove(root.routerSocket(of: worker))
        }
    }
}
