import CLinux
import Glibc

/// How this machine mounts its control groups.
package enum ControlGroups: Hashable, Sendable {
    /// cgroup v2 alone.
    case unified
    /// cgroup v1, with or without an empty v2 mount.
    case legacy
    /// cgroup v1, and v2 at `/sys/fs/cgroup/unified` with controllers of its own, which crun refuses.
    case hybrid

    package static let root = "/sys/fs/cgroup"
    package static let unifiedMount = "/sys/fs/cgroup/unified"
    private static let cgroup2Magic = 0x6367_7270

    /// Removes the empty group `path`, such as `/renga-TAG`, from every hierarchy; one that is in use stays.
    package static func removeEmpty(_ path: String) {
        guard path.hasPrefix("/"), path.utf8.count > 1, !path.contains("..") else { return }
        // Each hierarchy may have it or not, and a group in use refuses to go: both are fine.
        _ = rmdir(root + path)
        for hierarchy in (try? Files.list(root)) ?? [] { _ = rmdir("\(root)/\(hierarchy)\(path)") }
    }

    /// The processes of the group `path` and of those below it; none where there is no such group.
    package static func processes(in path: String) -> [Int32] {
        guard path.hasPrefix("/"), path.utf8.count > 1, !path.contains("..") else { return [] }
        for hierarchy in ["", "/pids", "/memory"] {
            let directory = root + hierarchy + path
            if Files.exists(directory + "/cgroup.procs") { return processes(below: directory, depth: 0) }
        }
        return []
    }

    private static func processes(below directory: String, depth: Int) -> [Int32] {
        // A group that has gone meanwhile has no processes.
        let text = (try? Files.text(directory + "/cgroup.procs", limit: 4 << 20)) ?? ""
        let own = text.split(separator: "\n").compactMap { Int32($0) }
        guard depth < 4 else { return own }
        let inner = ((try? Files.list(directory)) ?? []).map { "\(directory)/\($0)" }.filter { Files.isDirectory($0) }
        return own + inner.flatMap { processes(below: $0, depth: depth + 1) }
    }

    /// As this process sees it, in its own mount namespace.
    package static func detect() -> ControlGroups {
        var status = statfs()
        if statfs(root, &status) == 0, Int(status.f_type) == cgroup2Magic { return .unified }
        let controllers = (try? Files.text("\(unifiedMount)/cgroup.controllers", limit: 4096)) ?? ""  // absent: none
        return controllers.contains { $0 != "\n" && $0 != " " } ? .hybrid : .legacy
    }
}
