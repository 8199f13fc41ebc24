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

    /// Removes the group `path`, such as `/renga-TAG/ID`, and those below it from every hierarchy; one in use stays.
    /// - Returns: whether it is gone from all of them.
    @discardableResult
    package static func removeTree(_ path: String) -> Bool {
        for place in places(of: path) { removeTree(at: place, depth: 0) }
        return places(of: path).isEmpty
    }

    private static func removeTree(at place: String, depth: Int) {
        guard depth < 8 else { return }
        // A group that has gone meanwhile has nothing below it.
        for inner in ((try? Files.list(place)) ?? []).map({ "\(place)/\($0)" }) where Files.isDirectory(inner) {
            removeTree(at: inner, depth: depth + 1)
        }
        // The kernel refuses to remove one with a process in it.
        _ = rmdir(place)
    }

    /// The names of the groups right below `path`, in any hierarchy.
    package static func children(of path: String) -> Set<String> {
        Set(
            places(of: path).flatMap { place in
                ((try? Files.list(place)) ?? []).filter { Files.isDirectory("\(place)/\($0)") }
            }
        )
    }

    /// Where a group is, in those hierarchies that have it.
    private static func places(of path: String) -> [String] {
        guard path.hasPrefix("/"), path.utf8.count > 1, !path.contains("..") else { return [] }
        let hierarchies = detect() == .unified ? [root] : ((try? Files.list(root)) ?? []).map { "\(root)/\($0)" }
        return hierarchies.map { $0 + path }.filter { Files.isDirectory($0) }
    }

    /// The processes of the group `path` and of those below it; none where there is no such group.
    package static func processes(in path: String) -> [Int32] {
        guard path.hasPrefix("/"), path.utf8.count > 1, !path.contains("..") else { return [] }
        if Files.exists("\(root)\(path)/cgroup.procs") { return processes(below: root + path, depth: 0) }
        // Some groups are in one of the others alone.
        let all = ["pids", "memory", "cpu", "cpu,cpuacct"].map { "\(root)/\($0)\(path)" }.filter { Files.exists($0 + "/cgroup.procs") }
        return Set(all.flatMap { processes(below: $0, depth: 0) }).sorted()
    }

    /// Whether a process is in the group `path` or one below it, in any hierarchy.
    package static func holds(_ path: String, _ process: Int32) -> Bool {
        // `NUMBER:CONTROLLERS:PATH`; one that has ended is nowhere.
        let lines = ((try? Files.text("/proc/\(process)/cgroup", limit: 1 << 16)) ?? "").split(separator: "\n")
        return lines.contains { line in
            let group = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).last ?? ""
            return group == path || group.hasPrefix(path + "/")
        }
    }

    private static func processes(below directory: String, depth: Int) -> [Int32] {
        // A group that has gone meanwhile has no processes.
        let text = (try? Files.text(directory + "/cgroup.procs", limit: 4 << 20)) ?? ""
        let own = text.split(separator: "\n").compactMap { Int32($0) }
        guard depth < 4, hasInner(directory) else { return own }
        let inner = ((try? Files.list(directory)) ?? []).map { "\(directory)/\($0)" }.filter { Files.isDirectory($0) }
        return own + inner.flatMap { processes(below: $0, depth: depth + 1) }
    }

    /// By the number of its directory's links, which spares a look at each of a group's dozens of files.
    private static func hasInner(_ directory: String) -> Bool {
        guard let links = Files.status(directory)?.st_nlink else { return false }
        return links != 2
    }

    /// Microseconds of processors that a group has used since it was made; nil: there is no such group.
    package static func cpuMicroseconds(_ path: String) -> Int64? {
        // Each kind of hierarchy has one of these files, and a group that is being made or removed none.
        if let counts = KernelFile.counts("\(root)\(path)/cpu.stat", ["usage_usec"]) { return counts[0] }
        for hierarchy in ["cpuacct", "cpu,cpuacct"] {
            guard let nanoseconds = KernelFile.number("\(root)/\(hierarchy)\(path)/cpuacct.usage") else { continue }
            return nanoseconds / 1000
        }
        return nil
    }

    /// As this process sees it, in its own mount namespace.
    package static func detect() -> ControlGroups {
        var status = statfs()
        if statfs(root, &status) == 0, Int(status.f_type) == cgroup2Magic { return .unified }
        let controllers = (try? Files.text("\(unifiedMount)/cgroup.controllers", limit: 4096)) ?? ""  // absent: none
        return controllers.contains { $0 != "\n" && $0 != " " } ? .hybrid : .legacy
    }
}
