import Glibc
import Linux
import Model
import Sandbox
import Testing

@Suite("A cage that outlives its starter") struct SupervisedTests {
    /// Starts and waits for the end.
    private func end(_ supervised: Supervised) throws {
        if let descriptor = try supervised.pidfd() { #expect(comes(descriptor.number)) }
    }

    private func open(_ supervised: Supervised) throws -> Descriptor { try openProcess(supervised.conmon) }

    private func openProcess(_ process: ProcessIdentity) throws -> Descriptor {
        guard let descriptor = try process.open() else {
            throw SystemError("open", "process \(process.pid)", code: ESRCH)
        }
        return descriptor
    }

    @Test func `writes its log and leaves its exit code`() throws {
        let bench = try Bench()
        let cage = try bench.shell("echo one; echo two >&2; exit 5")
        let log = bench.directory + "/log"
        try end(bench.runtime.start(cage, logPath: log))
        #expect(Bundle(cage.directory).exitCode == 5)
        #expect(!Bundle(cage.directory).wasOutOfMemory)
        let lines = try Files.text(log).split(separator: "\n").map {
            $0.split(separator: " ").dropFirst().joined(separator: " ")
        }
        #expect(Set(lines) == ["stdout F one", "stderr F two"])
        try bench.runtime.delete(cage.id, bundle: cage.directory)
        #expect(!Files.exists(cage.directory))
        try bench.runtime.delete(cage.id, bundle: cage.directory)
    }

    @Test func `is found again by a new runtime and obeys it`() throws {
        let bench = try Bench()
        let cage = try bench.shell("trap 'exit 9' TERM; echo up; while :; do sleep 0.05; done")
        let started = try bench.runtime.start(cage, logPath: bench.directory + "/log")
        let again = try CageRuntime(directory: bench.runtime.directory)
        let found = try #require(try Supervised.find(cage.directory))
        #expect(found == started)
        #expect(Bundle(cage.directory).exitCode == nil)
        try awaitLine("up", in: bench.directory + "/log")
        let descriptor = try open(found)
        #expect(try again.signal(cage.id, SIGTERM))
        #expect(comes(descriptor.number))
        #expect(Bundle(cage.directory).exitCode == 9)
        #expect(try Supervised.find(cage.directory) == nil)
        try again.delete(cage.id, bundle: cage.directory)
    }

    /// What a dyno prints costs its conmon as much as the dyno: it must not be the whole machine's to pay.
    @Test func `has its conmon weighed at an eighth of itself and counted, in a group that goes with it`() throws {
        let bench = try Bench()
        var cage = try bench.shell("echo up; while :; do sleep 1; done")
        cage.limits.cpuShares = 300
        let started = try bench.runtime.start(cage, logPath: bench.directory + "/log")
        let group = ControlGroup.guardian(of: cage.cgroup)
        #expect(try Files.text("/proc/\(started.conmon.pid)/cgroup").contains(group.path))
        #expect(try !Files.text("/proc/\(started.pid)/cgroup").contains(group.path))
        #expect(ControlGroups.cpuMicroseconds(group.path) != nil)
        let shares = ["/cpu\(group.path)/cpu.shares", "\(group.path)/cpu.weight"].map { ControlGroups.root + $0 }.first { Files.exists($0) }
        #expect(try ["37\n", "2\n"].contains(Files.text(#require(shares))))
        // All of a cage is killed at once, and conmon is there to say how it ended.
        try bench.runtime.kill(cage.id)
        try end(started)
        #expect(Bundle(cage.directory).exitCode == 137)
        try bench.runtime.delete(cage.id, bundle: cage.directory)
        #expect(!ControlGroups.children(of: "/renga-test-\(bench.tag)").contains(Files.name(of: group.path)))
    }

    @Test func `leaves no group of a conmon where it does not come to be`() throws {
        let bench = try Bench()
        let cage = try bench.shell("exit 0")
        let gate = Failure(.unavailable, "what it waits for does not come")
        #expect(throws: gate) { try bench.runtime.start(cage, logPath: bench.directory + "/log") { throw gate } }
        #expect(ControlGroups.children(of: "/renga-test-\(bench.tag)").isEmpty)
        #expect(try Files.list(bench.runtime.directory) == [])
    }

    @Test func `outlives the kill of its starter`() throws {
        let bench = try Bench()
        let cage = try bench.shell("echo up; read -t 30 x <> <(:)")
        #expect(try startElsewhere(cage, "start", bench) == .signalled(SIGKILL))
        let found = try #require(try Supervised.find(cage.directory))
        try bench.runtime.kill(cage.id)
        try end(found)
        #expect(Bundle(cage.directory).exitCode == 137)
    }

    @Test func `tells that memory ran out`() throws {
        let bench = try Bench()
        var cage = try bench.shell("x=$(head -c 200000000 /dev/zero | tr '\\0' a); echo ${#x}")
        cage.limits.memoryBytes = 48 << 20
        try end(bench.runtime.start(cage, logPath: bench.directory + "/log"))
        #expect(Bundle(cage.directory).wasOutOfMemory)
        #expect(Bundle(cage.directory).exitCode != 0)
    }

    @Test func `is reaped when its conmon was killed`() throws {
        let bench = try Bench()
        let cage = try bench.shell("while :; do sleep 1; done")
        let started = try bench.runtime.start(cage, logPath: bench.directory + "/log")
        let app = try #require(ProcessIdentity(running: started.pid))
        let descriptor = try open(started)
        let appDescriptor = try openProcess(app)
        #expect(Glibc.kill(started.conmon.pid, SIGKILL) == 0)
        #expect(comes(descriptor.number))
        #expect(Bundle(cage.directory).exitCode == nil)
        #expect(try Supervised.find(cage.directory) == nil)
        try bench.runtime.reap(id: cage.id)
        #expect(comes(appDescriptor.number))
    }

    @Test func `loses no line when its log is rotated`() throws {
        let bench = try Bench()
        let cage = try bench.shell("for i in {1..400}; do echo line $i; sleep 0.005; done")
        let log = bench.directory + "/log"
        let started = try bench.runtime.start(cage, logPath: log)
        for (turn, wanted) in ["line 50", "line 120", "line 250"].enumerated() {
            try awaitLine(wanted, in: log)
            try bench.runtime.rotateLog(bundle: cage.directory, log: log, to: "\(log).\(turn)")
        }
        try end(started)
        var numbers: [Int] = []
        for path in ["\(log).0", "\(log).1", "\(log).2", log] {
            numbers += try Files.text(path).split(separator: "\n").compactMap {
                $0.split(separator: " ").last.flatMap { Int($0) }
            }
        }
        #expect(numbers == Array(1...400))
    }

    @Test func `says why it cannot start`() throws {
        let bench = try Bench()
        var cage = try bench.shell("true")
        cage.network = .namespace("/run/netns/renga-no-such-namespace")
        let failure = #expect(throws: Failure.self) {
            try bench.runtime.start(cage, logPath: bench.directory + "/log")
        }
        #expect(failure?.message.contains("renga-no-such-namespace") == true)
        #expect(try Files.list(bench.runtime.directory) == [])
    }

    @Test func `starts within a quarter of a second`() throws {
        let bench = try Bench()
        var times: [Int64] = []
        for turn in 0..<7 {
            let cage = try bench.shell("exit 0")
            let before = Moment.monotonicMilliseconds()
            let started = try bench.runtime.start(cage, logPath: "\(bench.directory)/log\(turn)")
            times.append(Moment.monotonicMilliseconds() - before)
            try end(started)
        }
        print("milliseconds to start a cage: \(times.sorted())")
        #expect(times.sorted()[3] < 250)
    }

    @Test func `sweep reaps what nobody guards and spares what runs`() throws {
        let bench = try Bench()
        let alive = try bench.shell("while :; do sleep 1; done")
        let orphan = try bench.shell("while :; do sleep 1; done")
        _ = try bench.runtime.start(alive, logPath: bench.directory + "/log1")
        let lost = try bench.runtime.start(orphan, logPath: bench.directory + "/log2")
        let descriptor = try open(lost)
        #expect(Glibc.kill(lost.conmon.pid, SIGKILL) == 0)
        #expect(comes(descriptor.number))
        #expect(try bench.runtime.sweep(below: "/elsewhere") == [])
        #expect(try bench.runtime.sweep(below: bench.directory) == [orphan.directory])
        #expect(try Supervised.find(alive.directory) != nil)
    }

    @Test func `a cage in the foreground dies with its starter`() throws {
        let bench = try Bench()
        let cage = try bench.shell("echo up; while :; do sleep 1; done")
        #expect(try startElsewhere(cage, "run", bench) == .signalled(SIGKILL))
        let pid = try #require(Int32(Files.text(Bundle(cage.directory).processFile).filter { $0.isNumber }))
        if let app = ProcessIdentity(running: pid), let descriptor = try app.open() {
            #expect(comes(descriptor.number))
        }
        if let found = try Supervised.find(cage.directory) { try end(found) }
        #expect(try bench.runtime.sweep(below: bench.directory) == [cage.directory])
        #expect(try Files.list(bench.runtime.directory) == [])
    }
}
