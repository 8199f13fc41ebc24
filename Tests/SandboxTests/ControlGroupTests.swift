import Glibc
import Linux
import Model
import Testing

@testable import Sandbox

@Suite("Control groups of our own processes") struct ControlGroupTests {
    private func limits() -> Cage.Limits {
        var limits = Cage.Limits()
        (limits.memoryBytes, limits.cpuShares, limits.cpuPercent, limits.processes) = (64 << 20, 256, 50, 100)
        return limits
    }

    @Test func `the same limits are written in each form of the kernel`() {
        let one = ControlGroup("/renga-x/builder-shop", kind: .legacy, mount: "/m").settings(limits())
        #expect(
            one.map(\.path) == [
                "/m/memory/renga-x/builder-shop/memory.limit_in_bytes", "/m/cpu/renga-x/builder-shop/cpu.shares",
                "/m/cpu/renga-x/builder-shop/cpu.cfs_quota_us", "/m/pids/renga-x/builder-shop/pids.max",
            ]
        )
        #expect(one.map(\.value) == ["67108864", "256", "50000", "100"])
        let two = ControlGroup("/renga-x/builder-shop", kind: .unified, mount: "/m").settings(limits())
        #expect(two.map { Files.name(of: $0.path) } == ["memory.max", "cpu.weight", "cpu.max", "pids.max"])
        #expect(two.map(\.value) == ["67108864", "10", "50000 100000", "100"])
    }

    @Test func `what guards a cage is weighed beside it, and counted`() throws {
        let mount = "/tmp/renga-guardian-\(getpid())"
        defer { try? Files.removeTree(mount) }
        try Files.makeDirectory(mount + "/cpuacct")
        let one = ControlGroup.guardian(of: "/renga-x/shop.web.1.ab", kind: .legacy, mount: mount)
        #expect(one.path == "/renga-x/shop.web.1.ab.conmon")
        #expect(one.settings(limits()).map(\.path) == ["cpu.shares", "cpu.cfs_quota_us"].map { "\(mount)/cpu\(one.path)/\($0)" })
        try Files.makeDirectory("\(mount)/cpu\(one.path)")
        for name in ["cpu/\(one.path)/cpu.shares", "cpu/\(one.path)/cpu.cfs_quota_us", "cpu/\(one.path)/cgroup.procs"] {
            try Files.replace("\(mount)/\(name)", with: "")
        }
        try one.make(limits())
        #expect(Files.isDirectory("\(mount)/cpuacct\(one.path)"))
        let two = ControlGroup.guardian(of: "/renga-x/shop.web.1.ab", kind: .unified, mount: "/m")
        #expect(two.settings(limits()).map { Files.name(of: $0.path) } == ["cpu.weight", "cpu.max"])
        #expect(ControlGroup.guarded("shop.web.1.ab.conmon") == "shop.web.1.ab")
        #expect(ControlGroup.guarded("shop.web.1.ab") == nil)
    }

    @Test func `version 2 hands its controllers on from the root down`() throws {
        let mount = "/tmp/renga-groups-\(getpid())"
        defer { try? Files.removeTree(mount) }
        // What the kernel would make with each directory.
        let leaf = mount + "/renga-x/builder-shop"
        try Files.makeDirectory(leaf)
        for directory in [mount, mount + "/renga-x"] { try Files.replace(directory + "/cgroup.subtree_control", with: "") }
        for name in ["memory.max", "cpu.weight", "cpu.max", "pids.max", "cgroup.procs"] { try Files.replace("\(leaf)/\(name)", with: "") }
        let group = ControlGroup("/renga-x/builder-shop", kind: .unified, mount: mount)
        try group.make(limits())
        try group.enter([4242])
        #expect(try Files.text(leaf + "/memory.max") == "67108864")
        #expect(try Files.text(leaf + "/cgroup.procs") == "4242")
        #expect(try Files.text(mount + "/cgroup.subtree_control").hasPrefix("+pids"))
        #expect(try Files.text(mount + "/renga-x/cgroup.subtree_control").hasPrefix("+pids"))
    }

    @Test func `what yields is idle to the kernel, which takes no weight of it, and is weighed again afterwards`() throws {
        let path = "/renga-test-\(getpid())-builds"
        let group = ControlGroup.family(path)
        defer { group.remove() }
        func text(_ name: String) throws -> String? {
            let place = ["/cpu", ""].map { "\(ControlGroups.root)\($0)\(path)/\(name)" }.first(where: Files.exists)
            return try place.map { try Files.text($0).trimmed }
        }
        for _ in 0..<2 {
            try group.yield(true, limits())
            #expect(try text("cpu.shares") ?? text("cpu.weight") != nil, "what follows would look at nothing")
            // Linux can since 5.15.
            #expect(try text("cpu.idle") ?? "1" == "1")
            try group.yield(false, limits())
            #expect(try text("cpu.idle") ?? "0" == "0")
            #expect(try text("cpu.shares") ?? "256" == "256")
            #expect(try text("cpu.weight") ?? "10" == "10")
        }
    }

    @Test func `a kernel that knows no idle groups weighs what yields`() throws {
        let mount = "/tmp/renga-family-\(getpid())"
        defer { try? Files.removeTree(mount) }
        let group = ControlGroup.family("/renga-x-builds", kind: .legacy, mount: mount)
        try Files.makeDirectory("\(mount)/cpu\(group.path)")
        for name in ["cpu.shares", "cpu.cfs_quota_us"] { try Files.replace("\(mount)/cpu\(group.path)/\(name)", with: "") }
        try group.yield(true, limits())
        #expect(try Files.text("\(mount)/cpu\(group.path)/cpu.shares") == "256")
        #expect(try Files.list("\(mount)/cpu\(group.path)").sorted() == ["cpu.cfs_quota_us", "cpu.shares"])
    }

    @Test func `git has a bound of its processes where it leaves that of its login`() {
        let two = ControlGroup.ofGit("/renga-x/builder-.git", kind: .unified, mount: "/nowhere")
        #expect(two.settings(limits()).map { Files.name(of: $0.path) } == ["cpu.weight", "cpu.max", "pids.max"])
        let one = ControlGroup.ofGit("/renga-x/builder-.git", kind: .legacy, mount: "/nowhere")
        #expect(one.settings(limits()).allSatisfy { $0.controller == "cpu" })
    }

    @Test func `where none can be made, that is an error with the path`() {
        let group = ControlGroup("/renga-x/builder-shop", kind: .legacy, mount: "/proc/nowhere")
        #expect(throws: SystemError.self) { try group.make(limits()) }
    }

    @Test func `processes of a group are those of groups within it as well`() throws {
        let path = "/renga-test-\(getpid())-outer"
        let (outer, inner) = (ControlGroup(path), ControlGroup(path + "/inner"))
        defer { for group in [inner, outer] { group.remove() } }
        try outer.make(limits())
        #expect(ControlGroups.processes(in: path) == [])
        try inner.make(limits())
        let child = try Child.spawn(Command("/bin/sleep", ["60"]))
        defer {
            child.kill(SIGKILL)
            _ = child.wait()
        }
        try inner.enter([child.pid])
        #expect(ControlGroups.processes(in: path) == [child.pid])
        let glance = try #require(ControlGroups.memoryGlance(path + "/inner"))
        #expect(glance.limitBytes == 64 << 20 && glance.kills == 0 && glance.bytes < 64 << 20)
        let memory = try #require(ControlGroups.memory(path + "/inner"))
        #expect(memory.usedBytes <= 64 << 20 && memory.limitBytes == 64 << 20)
        #expect(ControlGroups.memoryGlance(path + "/none") == nil)
    }

    @Test func `processes of a group that shares processors alone are found as well`() throws {
        let path = "/renga-test-\(getpid())-git"
        let group = ControlGroup.ofGit(path)
        defer { group.remove() }
        try group.make(limits())
        let child = try Child.spawn(Command("/bin/sleep", ["60"]))
        defer {
            child.kill(SIGKILL)
            _ = child.wait()
        }
        try group.enter([child.pid])
        #expect(ControlGroups.processes(in: path) == [child.pid])
    }

    @Test func `a process is counted where it was put, and an empty group goes`() throws {
        let path = "/renga-test-\(getpid())/builder-shop"
        let group = ControlGroup(path)
        try group.make(limits())
        let child = try Child.spawn(Command("/bin/sleep", ["60"]))
        try group.enter([child.pid])
        #expect(try Files.text("/proc/\(child.pid)/cgroup").contains(path))
        group.remove()
        #expect(try Files.text("/proc/\(child.pid)/cgroup").contains(path))
        child.kill(SIGKILL)
        _ = child.wait()
        group.remove()
        ControlGroup("/renga-test-\(getpid())").remove()
        #expect(ControlGroups.children(of: "/renga-test-\(getpid())") == [])
    }
}
