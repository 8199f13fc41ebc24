import Glibc
import Linux
import Model
import Sandbox
import Synchronization
import Testing

@Suite("A container whose making is cut short") struct StrayTests {
    private func groups(of cage: Cage) -> [String] {
        ["", "/pids", "/memory", "/cpu", "/systemd"].map { "/sys/fs/cgroup\($0)\(cage.cgroup)" }.filter { Files.isDirectory($0) }
    }

    private func makings(_ bench: Bench) throws -> [Int32] {
        try Files.list("/proc").compactMap { Int32($0) }.filter { pid in
            let words = ((try? Files.text("/proc/\(pid)/cmdline")) ?? "").split(separator: "\0")
            return words.contains("create") && words.contains { $0 == "--root=\(bench.runtime.directory)" }
        }
    }

    /// At whatever moment crun dies: nothing of its container is left, and nobody waits for it.
    @Test func `leaves no control group where crun is killed`() throws {
        let bench = try Bench()
        for turn in 0..<12 {
            let cage = try bench.shell("exit 0")
            let isOver = Atomic<Bool>(false)
            let began = Moment.monotonicMilliseconds()
            try withKiller(isOver, after: Int32(turn) * 2, bench) {
                _ = try? bench.runtime.start(cage, logPath: bench.directory + "/log")
            }
            #expect(Moment.monotonicMilliseconds() - began < 45_000)
            if let found = try Supervised.find(cage.directory), let end = try found.pidfd() { #expect(comes(end.number)) }
            try bench.runtime.delete(cage.id, bundle: cage.directory)
            try bench.runtime.sweepUnfinished(groups: ["/renga-test-\(bench.tag)"]) { _ in false }
            #expect(groups(of: cage) == [], "killed after \(turn * 2) ms")
            #expect(try makings(bench) == [])
            #expect(try Files.list(bench.runtime.directory) == [])
        }
    }

    private func withKiller(_ isOver: borrowing Atomic<Bool>, after milliseconds: Int32, _ bench: Bench, _ body: () throws -> Void) throws {
        let root = bench.runtime.directory
        let thread = try BackgroundThread("killer") {
            let deadline = Moment.monotonicMilliseconds() + 5_000
            while Moment.monotonicMilliseconds() < deadline {
                for pid in ((try? Files.list("/proc")) ?? []).compactMap({ Int32($0) }) {
                    let words = ((try? Files.text("/proc/\(pid)/cmdline")) ?? "").split(separator: "\0")
                    guard words.contains("create"), words.contains(where: { $0 == "--root=\(root)" }) else { continue }
                    _ = poll(nil, 0, milliseconds)
                    kill(pid, SIGKILL)
                    return
                }
            }
        }
        defer { thread.join() }
        try body()
    }

    /// conmon dies, and crun hangs: the push waited for a minute, and a `crun create` stayed.
    @Test func `ends at once where conmon dies, with the crun that it leaves`() throws {
        let bench = try Bench()
        let wrapper = bench.directory + "/crun-that-hangs"
        try Files.replace(
            wrapper,
            with: """
                #!/bin/bash
                [[ " $* " = *" create "* ]] || exec /usr/bin/crun "$@"
                mkdir -p /sys/fs/cgroup/pids/renga-test-\(bench.tag)/${@: -1} 2>/dev/null || mkdir -p /sys/fs/cgroup/renga-test-\(bench.tag)/${@: -1}
                kill -KILL $PPID
                while :; do read -t 1 < <(sleep 5); done
                """,
            mode: 0o755
        )
        let runtime = try CageRuntime(directory: bench.runtime.directory, crunPath: wrapper)
        let cage = try bench.shell("exit 0")
        let began = Moment.monotonicMilliseconds()
        #expect(throws: Failure.self) { try runtime.start(cage, logPath: bench.directory + "/log") }
        #expect(Moment.monotonicMilliseconds() - began < 45_000)
        #expect(groups(of: cage) == [])
        #expect(try makings(bench) == [])
    }

    @Test func `spares the groups of containers, and those that somebody keeps`() throws {
        let bench = try Bench()
        let parent = "/renga-test-\(bench.tag)"
        let cage = try bench.shell("echo up; while :; do sleep 1; done")
        _ = try bench.runtime.start(cage, logPath: bench.directory + "/log")
        var kept = cage, left = cage
        kept.cgroup = parent + "/kept"
        left.cgroup = parent + "/left"
        // conmon's own is there for as long as it is, and another's that was killed is not.
        let guardian = ControlGroup.guardian(of: cage.cgroup)
        let stray = ControlGroup.guardian(of: left.cgroup)
        try stray.make(cage.limits)
        for place in groups(of: cage) {
            for name in ["kept", "left"] { try Files.makeDirectory("\(Files.parent(of: place))/\(name)/inner") }
        }
        #expect(!groups(of: left).isEmpty)
        try bench.runtime.sweepUnfinished(groups: [parent]) { $0 == parent + "/kept" }
        #expect(groups(of: left) == [] && !groups(of: kept).isEmpty && !groups(of: cage).isEmpty)
        let now = ControlGroups.children(of: parent)
        #expect(now.contains(Files.name(of: guardian.path)) && !now.contains(Files.name(of: stray.path)))
        ControlGroups.removeTree(kept.cgroup)
        #expect(groups(of: kept) == [])
        #expect(try Supervised.find(cage.directory) != nil)
    }
}
