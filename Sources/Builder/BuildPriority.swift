import Model
import Sandbox

/// What all builds together are to the rest of the machine: they have a share of the processors, or what others leave.
struct BuildPriority: Sendable {
    private let group: ControlGroup
    private let limits: Cage.Limits

    init(_ workshop: Workshop) {
        group = .family(workshop.cgroup)
        var limits = Cage.Limits(build: workshop.configuration.build)
        // Of each build alone.
        limits.cpuPercent = 0
        self.limits = limits
    }

    /// - Parameter isYielding: false: a build is to have its share, whatever others want.
    func yield(_ isYielding: Bool) {
        // Best effort: a machine that gives no control groups is said where a build is held to its limits.
        try? group.yield(isYielding, limits)
    }
}
