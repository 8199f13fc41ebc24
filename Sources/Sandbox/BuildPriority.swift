import Linux
import Model

/// What all builds together are to the rest of the machine, and what git unpacks for them and packs for others: they have a share of
/// the processors, or what others leave.
package struct BuildPriority: Sendable {
    private let configuration: Configuration
    private let limits: Cage.Limits

    package init(_ configuration: Configuration) {
        self.configuration = configuration
        var limits = Cage.Limits(build: configuration.build)
        // Of each build alone.
        limits.cpuPercent = 0
        self.limits = limits
    }

    /// - Parameter isYielding: false: a build is to have its share, whatever others want.
    package func yield(_ isYielding: Bool) {
        // Best effort: a machine that gives no control groups is said where a build is held to its limits.
        try? ControlGroup.family(Machine.builds(configuration)).yield(isYielding, limits)
    }

    /// Takes what git does for somebody in among the builds.
    ///
    /// - Parameters:
    ///   - shell: a process. Those that it has started come along, and all that they start later.
    ///   - user: whose processes it is about: what a builder does itself is another's, and has its own group.
    package func take(_ shell: Int32, of user: UInt32) throws {
        let processes = ([shell] + ProcessIdentity.descendants(of: shell)).filter { process in
            ProcessIdentity.owner(of: process) == user && !ControlGroups.holds(Machine.builds(configuration), process)
        }
        guard !processes.isEmpty else { return }
        try ControlGroup.ofGit(BuildLeftovers.groupOfGit(configuration)).hold(processes, limits)
    }
}
