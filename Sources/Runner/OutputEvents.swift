import CLinux
import Glibc
import Linux
import Synchronization

/// Says in whose folder files have grown, by inotify and by those who know it otherwise.
final class OutputEvents: Sendable {
    struct News {
        var ids: Set<String> = []
        /// Nothing was heard for a while, or something was lost: everybody is to be looked at.
        var isAll = false
    }

    private struct State {
        var ids: [Int32: String] = [:]
        var nudged: Set<String> = []
        /// Those whose folder cannot be watched.
        var unwatched: Set<String> = []
    }

    private let inotify: Int32
    private let bell: Int32
    private let state = Mutex(State())

    init() throws(SystemError) {
        inotify = inotify_init1(Int32(O_CLOEXEC | O_NONBLOCK))
        guard inotify >= 0 else { throw SystemError("make", "an inotify") }
        bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard bell >= 0 else { throw SystemError("make", "an eventfd") }
    }

    deinit {
        close(inotify)
        close(bell)
    }

    /// Watches a folder: files in it are exchanged.
    func watch(_ folder: String, as id: String) {
        // Where it cannot be watched, it is looked at whenever anybody is.
        state.withLock { state in
            let watch = inotify_add_watch(inotify, folder, UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO))
            if watch >= 0 { state.ids[watch] = id } else { state.unwatched.insert(id) }
        }
    }

    func forget(_ id: String) {
        state.withLock { state in
            state.unwatched.remove(id)
            for (watch, _) in state.ids.filter({ $0.value == id }) {
                state.ids[watch] = nil
                _ = inotify_rm_watch(inotify, watch)
            }
        }
    }

    func nudge(_ id: String) {
        state.withLock { _ = $0.nudged.insert(id) }
        eventfd_write(bell, 1)
    }

    func next(milliseconds: Int32) -> News {
        var items = [inotify, bell].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var news = News()
        if poll(&items, 2, milliseconds) == 0, milliseconds > 0 { news.isAll = true }
        var count: eventfd_t = 0
        _ = eventfd_read(bell, &count)
        let watches = read(&news)
        state.withLock { state in
            news.ids = state.nudged.union(state.unwatched)
            state.nudged = []
            for watch in watches {
                if let id = state.ids[watch] { news.ids.insert(id) }
            }
        }
        return news
    }

    private func read(_ news: inout News) -> Set<Int32> {
        var watches: Set<Int32> = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(inotify, &buffer, buffer.count)
            guard count > 0 else { return watches }
            buffer.withUnsafeBytes { bytes in
                var place = 0
                while place + MemoryLayout<inotify_event>.size <= count {
                    let event = bytes.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
                    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { news.isAll = true }
                    watches.insert(event.wd)
                    place += MemoryLayout<inotify_event>.size + Int(event.len)
                }
            }
        }
    }
}
