import Glibc
import Linux
import Model
import Testing

@testable import Sandbox

@Suite("What git does for somebody", .serialized) struct BuildPriorityTests {
    private let configuration: Configuration
    private let group: String
    private let user: UInt32 = 65_534

    init() {
        var configuration = Configuration()
        configuration.network.bridge = "rgt\(Int.random(in: 100_000...999_999))"
        self.configuration = configuration
        group = BuildLeftovers.groupOfGit(configuration)
    }

    private func clear() {
        // Those that were killed leave their group a moment after whoever started them.
        let end = Moment.monotonicMilliseconds() + 10_000
        for path in [group, Machine.builds(configuration)] {
            while !ControlGroups.removeTree(path), Moment.monotonicMilliseconds() < end { sched_yield() }
        }
    }

    /// A shell of the user's that has started two programs, as soon as both run.
    private func shell(_ body: (_ shell: Int32, _ started: [Int32]) throws -> Void) throws {
        var start = Child.Start()
        start.user = (user, user)
        start.newProcessGroup = true
        let (reading, writing) = try Descriptor.pipe().split()
        let readEnd = Descriptor(owning: reading)
        let writeEnd = Descriptor(owning: writing)
        start.descriptors = [nil, writeEnd.number, 2]
        let child = try Child.spawn(Command("/bin/sh", ["-c", "sleep 600 & (sleep 600 & echo both; wait) & wait"]), start)
        defer {
            child.killGroup(SIGKILL)
            _ = child.wait()
            clear()
        }
        var byte: UInt8 = 0
        #expect(read(readEnd.number, &byte, 1) == 1)
        let started = ProcessIdentity.descendants(of: child.pid)
        #expect(started.count == 3, "a sleeper, a shell, and its sleeper")
        try body(child.pid, started)
    }

    private func isTaken(_ process: Int32) -> Bool { ControlGroups.holds(group, process) }

    @Test func `comes in among the builds with all that it has started, again and again`() throws {
        try shell { shell, started in
            #expect(!isTaken(shell))
            for _ in 0..<2 { try BuildPriority(configuration).take(shell, of: user) }
            #expect(([shell] + started).allSatisfy(isTaken))
        }
        #expect(ControlGroups.children(of: Machine.builds(configuration)) == [])
    }

    @Test func `is nobody else's work, and a builder stays in its own group`() throws {
        try shell { shell, started in
            try BuildPriority(configuration).take(shell, of: 0)
            #expect(!([shell] + started).contains(where: isTaken))
            let own = ControlGroup("\(Machine.builds(configuration))/builder-shop")
            try own.hold([started[0]], Cage.Limits())
            try BuildPriority(configuration).take(shell, of: user)
            #expect(([shell] + started).filter(isTaken).count == 3)
            #expect(ControlGroups.holds(own.path, started[0]))
        }
    }

    @Test func `who has ended is taken nowhere`() throws {
        defer { clear() }
        let child = try Child.spawn(Command("/bin/true"))
        _ = child.wait()
        try BuildPriority(configuration).take(child.pid, of: 0)
        #expect(!Files.exists(ControlGroups.root + "/cpu" + group) && !Files.exists(ControlGroups.root + group))
    }
}
