import Git
import Glibc
import Linux
import Model
import Synchronization

/// The files of the pushed commit as git hands them out: read by the git user, written by root. git is started when the first
/// is asked for: a commit whose layers are all there needs none.
// SAFETY: `reader` is touched only while `lock` is held.
final class PushedObjects: @unchecked Sendable {
    private let workshop: Workshop
    private let push: BuildOrder.Push
    private let lock = Mutex(())
    private var reader: (child: Child, objects: ObjectPipe, watch: Int)?

    init(_ workshop: Workshop, _ push: BuildOrder.Push) {
        self.workshop = workshop
        self.push = push
    }

    /// - Parameter isCancelled: asked now and then.
    func checkout(
        _ entries: [TreeEntry],
        hiding hidden: [[UInt8]] = [],
        into directory: String,
        owner: (uid: uid_t, gid: gid_t),
        seconds: Int64,
        isCancelled: @escaping () -> Bool
    ) throws {
        // Steps that run at the same time have their files one after the other.
        try lock.withLock { _ throws in
            do throws(GitError) {
                try pipe().checkout(entries, hiding: hidden, into: directory, owner: owner, seconds: seconds) { _ in
                    !isCancelled()
                }
            } catch {
                endReader()
                throw error
            }
        }
    }

    private func pipe() throws(GitError) -> ObjectPipe {
        if let reader { return reader.objects }
        do {
            let started = try workshop.git.readObjects(of: workshop.root.repository(push.repository), quarantine: push.quarantine)
            let child = started.child
            let objects = started.objects()
            // Whoever waits for its answers waits no longer than the build may.
            let watch = workshop.interruption.onRequest { _ in child.killGroup(SIGKILL) }
            reader = (child, objects, watch)
            return objects
        } catch let error as SystemError {
            throw .system(error)
        } catch {
            throw .library(operation: "start git", code: -1, detail: "\(error)")
        }
    }

    func end() { lock.withLock { _ in endReader() } }

    private func endReader() {
        guard let reader else { return }
        workshop.interruption.forget(reader.watch)
        self.reader = nil
        reader.child.killGroup(SIGKILL)
        _ = reader.child.wait()
    }
}
