import CLinux
import Glibc
import Linux

/// Waits until a log holds a line with this text; the kernel tells of every change.
func awaitLine(_ text: String, in path: String) throws {
    let number = inotify_init1(Int32(IN_CLOEXEC))
    guard number >= 0 else { throw SystemError("watch", path) }
    let watch = Descriptor(owning: number)
    let folder = Files.parent(of: path)
    guard inotify_add_watch(watch.number, folder, UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO)) >= 0 else {
        throw SystemError("watch", path)
    }
    while true {
        if Files.exists(path), try Files.text(path).contains(text) { return }
        guard comes(watch.number) else { throw SystemError("find \(text) in", path, code: ETIMEDOUT) }
        _ = try readSome(from: watch.number)
    }
}
