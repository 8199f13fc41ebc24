import Glibc
import Linux
import Model
import Sandbox
import Synchronization

/// The control group of all that the builder does itself for one app, its children included: what a stranger makes dear for
/// us is dear for the build, as in a step, and for nobody else.
final class BuildGroup: Sendable {
    private let thread: BackgroundThread
    private let failure: Failed

    private final class Failed: Sendable {
        let error = Mutex<(any Error)?>(nil)
    }

    /// Begins to move this process and `others`: the kernel takes its time, in which nobody has to wait.
    init(_ workshop: Workshop, _ app: AppName, with others: [pid_t]) throws(SystemError) {
        let group = ControlGroup(workshop.cgroup + "/" + BuildLeftovers.groupName(app))
        let limits = Cage.Limits(build: workshop.configuration.build)
        let failure = Failed()
        self.failure = failure
        thread = try BackgroundThread("group") {
            do {
                try group.hold([getpid()] + others, limits)
            } catch {
                failure.error.withLock { $0 = error }
            }
        }
    }

    /// Waits until all are in it; what is to be said where they are not.
    func settle() -> Failure? {
        thread.join()
        return failure.error.withLock { $0 }.map {
            Failure(
                .unavailable,
                "this build is held to its limits in its steps alone: \($0)",
                hint:
                    "the machine gives no control group; mount cgroup v2 at \(ControlGroups.root), or the controllers memory, cpu and pids"
            )
        }
    }
}
