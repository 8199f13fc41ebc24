import Glibc
import Linux
import Model
import Sandbox
import Testing

@Suite("A cage in the foreground") struct CageRunTests {
    @Test func `passes on output and exit code`() throws {
        let bench = try Bench()
        let (result, text) = try bench.run(bench.shell("echo out; echo err >&2; id -u; pwd; echo $HOME; exit 7"))
        #expect(result == .exited(7))
        #expect(text == "out\nerr\n20077\n/app\n/app\n")
    }

    @Test func `succeeds with status 0 and leaves nothing but its bundle`() throws {
        let bench = try Bench()
        let cage = try bench.shell("echo made > /app/file; echo x > /tmp/y")
        #expect(try bench.run(cage).result == .exited(0))
        #expect(try Files.text(cage.directory + "/upper/app/file") == "made\n")
        #expect(try Files.list(cage.directory + "/rootfs") == [])
        #expect(try Files.list(bench.runtime.directory) == [])
        for controller in ["memory", "pids"] {
            #expect(!Files.exists("/sys/fs/cgroup/\(controller)\(cage.cgroup)"))
        }
        #expect(!Files.exists("/sys/fs/cgroup\(cage.cgroup)"))
    }

    @Test func `finds what the one before it has written in the same place`() throws {
        let bench = try Bench()
        var cage = try bench.shell("echo made > /app/file")
        #expect(try bench.run(cage).result == .exited(0))
        cage.arguments = ["/bin/bash", "-c", "cat /app/file; echo more >> /app/file"]
        #expect(try bench.run(cage).text == "made\n")
        #expect(try Files.text(cage.directory + "/upper/app/file") == "made\nmore\n")
    }

    @Test func `leaves no file of ours in the layer`() throws {
        let bench = try Bench()
        let cage = try bench.shell("true")
        #expect(try bench.run(cage).result == .exited(0))
        #expect(try Files.list(cage.directory + "/upper") == ["app"])
    }

    @Test func `tells a signal from an exit`() throws {
        let bench = try Bench()
        #expect(try bench.run(bench.shell("kill -SEGV $$")).result == .killed(signal: SIGSEGV))
    }

    @Test func `ends at the deadline though the output is read slowly`() throws {
        let bench = try Bench()
        let started = Moment.monotonicMilliseconds()
        var bytes = 0
        let result = try bench.runtime.run(bench.shell("yes"), limits: RunLimits(seconds: 1)) { part in
            bytes += part.count
            var none = pollfd()
            poll(&none, 0, 100)
        }
        #expect(result == .timeLimit)
        #expect(bytes > 0)
        #expect(Moment.monotonicMilliseconds() - started < 10_000)
    }

    @Test func `kills what ignores signals at the deadline`() throws {
        let bench = try Bench()
        let script =
            "trap '' TERM INT HUP; (trap '' TERM; while :; do read -t 1 < /dev/zero; done) & while :; do :; done"
        #expect(try bench.run(bench.shell(script), RunLimits(seconds: 1)).result == .timeLimit)
    }

    @Test func `contains a fork bomb`() throws {
        let bench = try Bench()
        var cage = try bench.shell("f() { f | f & }; f; wait; while :; do sleep 1; done")
        cage.limits.processes = 30
        let result = try bench.run(cage, RunLimits(seconds: 2))
        #expect(result.result == .timeLimit)
        #expect(result.text.contains("Resource temporarily unavailable"))
        #expect(!Files.exists("/sys/fs/cgroup/pids\(cage.cgroup)"))
    }

    @Test func `ends when its disk quota is used up`() throws {
        let bench = try Bench()
        let cage = try bench.shell("for i in {1..10000}; do head -c 1000000 /dev/zero > /tmp/$i; done")
        let result = try bench.run(cage, RunLimits(seconds: 60, disk: DiskLimits(bytes: 20 << 20))).result
        #expect(result.diskExcess == .bytes)
    }

    @Test func `does not take a tree too deep to measure for an empty one`() throws {
        let bench = try Bench()
        let cage = try bench.shell("for i in {1..400}; do mkdir d && cd d; done; while :; do sleep 1; done")
        let result = try bench.run(cage, RunLimits(seconds: 60, disk: DiskLimits(bytes: 1 << 30))).result
        #expect(result.diskExcess == .depth)
    }

    @Test func `ends when it has made as many files as it may`() throws {
        let bench = try Bench()
        let cage = try bench.shell("for i in {1..100000}; do : > /tmp/$i; done; while :; do sleep 1; done")
        let result = try bench.run(cage, RunLimits(seconds: 60, disk: DiskLimits(files: 3_000))).result
        #expect(result.diskExcess == .files)
    }

    @Test func `ends when what it holds open without a name is more than it may write`() throws {
        let bench = try Bench()
        let cage = try bench.shell("exec 7>/app/f; rm /app/f; head -c 30000000 /dev/zero >&7; while :; do sleep 1; done")
        let result = try bench.run(cage, RunLimits(seconds: 60, disk: DiskLimits(bytes: 20 << 20))).result
        #expect(result.diskExcess == .bytes)
    }

    @Test func `what is in a place that it shares with others counts as well`() throws {
        let bench = try Bench()
        let cache = bench.directory + "/cache"
        try Files.makeDirectory(cache, mode: 0o700, owner: (20077, 20077))
        var cage = try bench.shell("head -c 30000000 /dev/zero > /var/cache/app/f; while :; do sleep 1; done")
        cage.binds = [.init(cache, at: "/var/cache/app", readOnly: false)]
        let result = try bench.run(cage, RunLimits(seconds: 60, disk: DiskLimits(bytes: 20 << 20))).result
        #expect(result.diskExcess == .bytes)
    }

    @Test(arguments: SmallDisk.Kind.allCases)
    func `is stopped where the disk fills up while it writes, and not where others fill it`(kind: SmallDisk.Kind) throws {
        let disk = try SmallDisk(kind, megabytes: 60, files: 100_000)
        let bench = try Bench()
        let floor = DiskFloor(bytes: 30 << 20, files: 100)
        var writes = try bench.shell("for i in {1..45}; do head -c 1000000 /dev/zero > /app/$i; sleep 0.1; done; sleep 30")
        writes.directory = disk.path + "/writes"
        guard case .diskFull(let space) = try bench.run(writes, RunLimits(seconds: 60, floor: floor)).result else {
            Issue.record("it was not stopped")
            return
        }
        #expect(space.freeBytes < floor.bytes)
        var waits = try bench.shell("sleep 2")
        waits.directory = disk.path + "/waits"
        #expect(try bench.run(waits, RunLimits(seconds: 60, floor: floor)).result == .exited(0))
    }

    @Test(arguments: SmallDisk.Kind.allCases)
    func `says that the disk is full where it fails for that before anybody has looked`(kind: SmallDisk.Kind) throws {
        let disk = try SmallDisk(kind, megabytes: 60, files: 100_000)
        let bench = try Bench()
        var fails = try bench.shell("exit 3")
        fails.directory = disk.path + "/fails"
        #expect(try bench.run(fails, RunLimits(seconds: 60)).result == .exited(3))
        var fills = try bench.shell("head -c 90000000 /dev/zero > /app/f || exit 41")
        fills.directory = disk.path + "/fills"
        let result = try bench.run(fills, RunLimits(seconds: 60)).result
        guard case .diskFull = result else { throw Failure(.internal, "it ended as \(result)") }
        var works = try bench.shell("true")
        works.directory = disk.path + "/works"
        #expect(throws: (any Error).self) { try bench.run(works, RunLimits(seconds: 60)) }
    }

    @Test func `says when memory ran out`() throws {
        let bench = try Bench()
        var cage = try bench.shell("x=$(head -c 200000000 /dev/zero | tr '\\0' a); echo ${#x}")
        cage.limits.memoryBytes = 48 << 20
        #expect(try bench.run(cage).result == .outOfMemory)
    }

    @Test func `stops when it is cancelled`() throws {
        let bench = try Bench()
        let (reading, writing) = try Linux.Descriptor.pipe().split()
        let cancel = Descriptor(owning: reading)
        let other = Descriptor(owning: writing)
        var told = false
        let result = try bench.runtime.run(
            bench.shell("echo ready; while :; do sleep 1; done"),
            limits: RunLimits(seconds: 60),
            cancel: cancel.number
        ) { _ in
            if !told { try other.write(all: [1]) }
            told = true
        }
        #expect(result == .cancelled)
    }

    @Test func `ends with its reader's error`() throws {
        let bench = try Bench()
        let cage = try bench.shell("yes")
        #expect(throws: Failure(.refused, "no more")) {
            try bench.runtime.run(cage, limits: RunLimits(seconds: 60)) { _ in throw Failure(.refused, "no more") }
        }
        #expect(try Files.list(bench.runtime.directory) == [])
    }

    @Test func `names a program that is not there`() throws {
        let bench = try Bench()
        let (result, text) = try bench.run(bench.cage(["/no/such/program"]))
        #expect(result == .exited(127))
        #expect(text.contains("/no/such/program"))
    }

    @Test func `reads what is bound and cannot write it`() throws {
        let bench = try Bench()
        try Files.replace(bench.directory + "/in", with: "hello\n")
        var cage = try bench.shell("cat /app/in; echo no > /app/in || echo refused")
        cage.binds = [.init(bench.directory + "/in", at: "/app/in", readOnly: true)]
        let text = try bench.run(cage).text
        #expect(text.hasPrefix("hello\n"))
        #expect(text.hasSuffix("refused\n"))
    }

    @Test func `stands on layers whose paths have commas and colons`() throws {
        let bench = try Bench()
        let layer = bench.directory + "/a,b:c\\d"
        try Files.makeDirectory(layer + "/app")
        try Files.replace(layer + "/app/below", with: "seen\n")
        var cage = try bench.shell("cat /app/below")
        cage.lowers.insert(layer, at: 0)
        let (result, text) = try bench.run(cage)
        #expect(result == .exited(0))
        #expect(text == "seen\n")
    }

    @Test func `stands on forty layers`() throws {
        let bench = try Bench()
        var cage = try bench.shell("ls /opt | wc -l")
        for index in 1...40 {
            let layer = "\(bench.directory)/l\(index)"
            try Files.makeDirectory("\(layer)/opt/\(index)")
            cage.lowers.insert(layer, at: 0)
        }
        #expect(try bench.run(cage).text == "40\n")
    }
}
