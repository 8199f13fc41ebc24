import Glibc
import Linux

/// What is left of a container whose making was cut short: crun or conmon were killed in it.
extension CageRuntime {
    /// Ends the `crun create` of a container, or of all, that no conmon waits for any more: it would go on for a container
    /// that nobody has, and keeps open what it has inherited.
    func endStrays(of id: String? = nil) throws {
        let all = try makings()
        for making in all where id == nil || making.id == id {
            guard !isGuarded(making, among: all), let process = try making.process.open() else { continue }
            ProcessIdentity.signal(process.number, SIGKILL)
            var item = pollfd(fd: process.number, events: Int16(POLLIN), revents: 0)
            _ = poll(&item, 1, Self.strayMillisecondsMax)
        }
    }

    /// Whether crun works on a container, and conmon waits for it.
    func isBeingMade(_ id: String) throws -> Bool {
        let all = try makings()
        // What crun has forked into the container waits for it for ever, and conmon is its parent once crun was killed.
        return all.contains { $0.id == id && !Self.isInside($0.process.pid) && isGuarded($0, among: all) }
    }

    /// Whether a process is in another PID namespace than we are.
    private static func isInside(_ pid: Int32) -> Bool {
        var own = stat()
        var other = stat()
        // One that has ended is nowhere.
        guard stat("/proc/self/ns/pid", &own) == 0, stat("/proc/\(pid)/ns/pid", &other) == 0 else { return false }
        return own.st_ino != other.st_ino
    }

    /// Removes what crun knows of containers that it never finished making, and control groups without a container.
    ///
    /// - Parameters:
    ///   - parents: of our groups, such as `/renga-TAG`; each has the name of its container.
    ///   - isKept: groups that are somebody's without a container, by their paths.
    package func sweepUnfinished(groups parents: [String], except isKept: (String) -> Bool) throws {
        try endStrays()
        let making = Set(try makings().map(\.id))
        for id in try Files.list(directory) where bundle(of: id) == nil && !making.contains(id) {
            try Files.removeTree("\(directory)/\(id)")
        }
        // Asked in this order: crun makes the directory of a container before its group.
        let groups = parents.flatMap { parent in ControlGroups.children(of: parent).map { "\(parent)/\($0)" } }
        let known = Set(try Files.list(directory))
        for group in groups where !known.contains(Files.name(of: group)) && !isKept(group) { ControlGroups.removeTree(group) }
    }

    private static let strayMillisecondsMax: Int32 = 5000

    private struct Making {
        let process: ProcessIdentity
        let id: String
    }

    /// Processes of `crun create` for this installation: it forks, and both look the same until the container starts.
    private func makings() throws -> [Making] {
        try Files.list("/proc").compactMap { name in
            guard let pid = Int32(name), let words = Self.words(of: pid), words.contains(crun), words.contains("create"),
                words.contains("--root=\(directory)"), let id = words.last, let process = ProcessIdentity(running: pid)
            else { return nil }
            return Making(process: process, id: id)
        }
    }

    private func isGuarded(_ making: Making, among all: [Making]) -> Bool {
        guard let parent = ProcessIdentity.parent(of: making.process.pid) else { return false }
        if let crun = all.first(where: { $0.process.pid == parent }) { return isGuarded(crun, among: all) }
        return Self.words(of: parent)?.first == conmon
    }

    private static func words(of pid: Int32) -> [String]? {
        // A process that has ended has no words any more.
        guard let bytes = try? Files.read("/proc/\(pid)/cmdline", limit: 1 << 16), !bytes.isEmpty else { return nil }
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}
