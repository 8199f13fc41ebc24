import Glibc
import Linux
import Model
import Sandbox

/// The control group of all that the builder does itself for one app, its children included: what a stranger makes dear for
/// us is dear for the build, as in a step, and for nobody else.
struct BuildGroup {
    private let work: Beside<Void>

    /// Begins to move this process and `others`: the kernel takes its time, in which nobody has to wait.
    init(_ workshop: Workshop, _ app: AppName, with others: [pid_t]) throws(SystemError) {
        let group = ControlGroup(BuildLeftovers.group(of: app, workshop.configuration))
        let limits = Cage.Limits(build: workshop.configuration.build)
        work = try Beside("group") { try group.hold([getpid()] + others, limits) }
    }

    /// Waits until all are in it; what is to be said where they are not.
    func settle() -> Failure? {
        do {
            try work.value()
            return nil
        } catch {
            return Failure(
                .unavailable,
                "this build is held to its limits in its steps alone: \(error)",
                hint:
                    "the machine gives no control group; mount cgroup v2 at \(ControlGroups.root), or the controllers memory, cpu and pids"
            )
        }
    }
}
