import Glibc
import Linux
import Model

/// A control group that root puts processes of its own into; cages get theirs from crun.
package struct ControlGroup: Hashable, Sendable {
    /// As the kernel counts it, such as `/renga-TAG/builder-APP`.
    package let path: String
    private let kind: ControlGroups
    private let mount: String
    private let controllers: [String]

    /// - Parameter mount: where control groups are mounted.
    package init(_ path: String, kind: ControlGroups = .detect(), mount: String = ControlGroups.root) {
        self.init(path, ["memory", "cpu", "pids"], kind: kind, mount: mount)
    }

    private init(_ path: String, _ controllers: [String], kind: ControlGroups, mount: String) {
        self.path = path
        self.kind = kind
        self.mount = mount
        self.controllers = controllers
    }

    /// The group of the conmon that guards the cage whose own group is `path`: beside it, since all that is in a cage's own can
    /// be killed at once.
    package static func guardian(of path: String, kind: ControlGroups = .detect(), mount: String = ControlGroups.root) -> ControlGroup {
        // Version 2 counts by itself.
        let accounting = kind == .unified || !Files.isDirectory("\(mount)/cpuacct") ? [] : ["cpuacct"]
        return ControlGroup(guardianPath(of: path), ["cpu"] + accounting, kind: kind, mount: mount)
    }

    /// Where that is.
    package static func guardianPath(of path: String) -> String { path + guardianSuffix }

    /// Of groups that are weighed together against all others of their parent.
    package static func family(_ path: String, kind: ControlGroups = .detect(), mount: String = ControlGroups.root) -> ControlGroup {
        ControlGroup(path, ["cpu"], kind: kind, mount: mount)
    }

    /// Of what git does for somebody. Where it is one of version 2, a process leaves for it the group that its login has put it in, and with
    /// that the bound of its processes: here it has another.
    static func ofGit(_ path: String, kind: ControlGroups = .detect(), mount: String = ControlGroups.root) -> ControlGroup {
        ControlGroup(path, kind == .unified ? ["cpu", "pids"] : ["cpu"], kind: kind, mount: mount)
    }

    /// Whether all that is in it runs only where nobody else would, and makes way at once. Linux can since 5.15; before, and where
    /// it does not, its weight alone holds.
    package func yield(_ isYielding: Bool, _ limits: Cage.Limits) throws {
        if kind == .unified { try delegate() }
        for directory in directories {
            try Files.makeDirectory(directory)
            _ = Self.attempt(isYielding ? "1" : "0", directory + "/cpu.idle")
        }
        // One that yields takes no weight.
        if !isYielding || directories.contains(where: { !Files.exists($0 + "/cpu.idle") }) { try make(limits) }
    }

    private static let guardianSuffix = ".conmon"

    /// Whose guardian's group a name is of; nil where it is another group's.
    static func guarded(_ name: String) -> String? { name.hasSuffix(guardianSuffix) ? String(name.dropLast(guardianSuffix.count)) : nil }

    /// Makes it if it is not there, and sets its limits.
    package func make(_ limits: Cage.Limits) throws {
        if kind == .unified { try delegate() }
        for directory in directories { try Files.makeDirectory(directory) }
        for setting in settings(limits) {
            if let error = Self.attempt(setting.value, setting.path), !setting.isOptional { throw error }
        }
    }

    /// Makes it and moves processes into it, again where whoever sweeps has removed it between the two.
    package func hold(_ processes: [pid_t], _ limits: Cage.Limits) throws {
        do {
            try make(limits)
            try enter(processes)
        } catch {
            try make(limits)
            try enter(processes)
        }
    }

    /// Moves processes into it; one that has ended meanwhile is fine.
    package func enter(_ processes: [pid_t]) throws {
        for directory in directories {
            for process in processes {
                guard let error = Self.attempt("\(process)", directory + "/cgroup.procs") else { continue }
                guard error.code == ESRCH, process != getpid() else { throw error }
            }
        }
    }

    /// Removes it; one that somebody is in stays, and one that is not there is fine.
    package func remove() {
        for directory in directories { _ = rmdir(directory) }
    }

    private var directories: [String] {
        kind == .unified ? [mount + path] : controllers.map { "\(mount)/\($0)\(path)" }
    }

    struct Setting: Hashable {
        let controller: String
        let path: String
        let value: String
        /// A kernel without swap accounting, or without quotas, has no such file.
        let isOptional: Bool

        init(_ controller: String, _ path: String, value: String, isOptional: Bool = false) {
            self.controller = controller
            self.path = path
            self.value = value
            self.isOptional = isOptional
        }
    }

    /// What is written where.
    func settings(_ limits: Cage.Limits) -> [Setting] {
        allSettings(limits).filter { controllers.contains($0.controller) }
    }

    private func allSettings(_ limits: Cage.Limits) -> [Setting] {
        let quota = limits.cpuPercent > 0 ? "\(limits.cpuPercent * 1000)" : nil
        let processes = limits.processes > 0 ? "\(limits.processes)" : "max"
        if kind == .unified {
            let directory = mount + path
            // crun's own way from shares (2 to 262144) to weight (1 to 10000).
            let weight = 1 + ((limits.cpuShares - 2) * 9999) / 262_142
            return [
                Setting("memory", directory + "/memory.max", value: "\(limits.memoryBytes)"),
                Setting("cpu", directory + "/cpu.weight", value: "\(max(weight, 1))"),
                Setting("cpu", directory + "/cpu.max", value: "\(quota ?? "max") 100000", isOptional: true),
                Setting("pids", directory + "/pids.max", value: processes),
            ]
        }
        return [
            Setting("memory", "\(mount)/memory\(path)/memory.limit_in_bytes", value: "\(limits.memoryBytes)"),
            Setting("cpu", "\(mount)/cpu\(path)/cpu.shares", value: "\(max(limits.cpuShares, 2))"),
            Setting("cpu", "\(mount)/cpu\(path)/cpu.cfs_quota_us", value: quota ?? "-1", isOptional: true),
            Setting("pids", "\(mount)/pids\(path)/pids.max", value: processes),
        ]
    }

    /// Controllers reach a group of version 2 only where each of its parents hands them on.
    private func delegate() throws {
        var directory = mount
        for name in path.split(separator: "/").dropLast() {
            for controller in controllers { try Self.write("+\(controller)", to: directory + "/cgroup.subtree_control") }
            directory += "/\(name)"
            try Files.makeDirectory(directory)
        }
        for controller in controllers { try Self.write("+\(controller)", to: directory + "/cgroup.subtree_control") }
    }

    private static func write(_ text: String, to path: String) throws(SystemError) {
        if let error = attempt(text, path) { throw error }
    }

    /// What went wrong, if anything did.
    private static func attempt(_ text: String, _ path: String) -> SystemError? {
        let number = open(path, O_WRONLY | O_CLOEXEC)
        guard number >= 0 else { return SystemError("open", path) }
        defer { _ = close(number) }
        return Glibc.write(number, text, text.utf8.count) == text.utf8.count ? nil : SystemError("write \(text) to", path)
    }
}
