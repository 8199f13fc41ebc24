import Glibc
import Linux
import Model
import Testing

/// All that is planned from is a stranger's: who plans has nothing to lose, and not much time.
@Suite("A planner that never ends") struct PlannerTests {
    /// Each line takes some milliseconds, and there are tens of thousands of them.
    private static let endless = [
        "renga.yml": """
        packages: {run: [{when: {contains: {file: data.txt, pattern: '(a+)+$'}}, names: [curl]}]}
        """,
        "data.txt": String(repeating: String(repeating: "a", count: 16) + "b\n", count: 50_000),
    ]

    private func commit(_ app: SampleApp, _ files: [String: String]) throws {
        try app.commit(files.merging(["message": "two"]) { $1 }.mapValues(Optional.some))
    }

    private func planners(_ platform: Installation) throws -> [Int32] {
        try platform.processes.all().filter { $0.arguments.contains("plan") && $0.arguments.contains(platform.root.path) }.map(\.pid)
    }

    @Test func `is ended by its limit of CPU time, and the push says so and what next`() throws {
        let platform = try Installation("build: {plan_seconds_max: 1}\n")
        let app = try platform.serving("shop")
        try commit(app, Self.endless)
        let began = Moment.monotonicMilliseconds()
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: [
                "the plan was not made within 1 seconds of CPU time", "look at the patterns and the globs of renga.yml",
                "build.plan_seconds_max", "v3 goes on serving",
            ]
        )
        #expect(Moment.monotonicMilliseconds() - began < 60_000)
        #expect(try planners(platform) == [])
        try app.commit(["renga.yml": nil, "data.txt": nil])
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test func `is ended by the clock where it computes nothing, and the push says that`() throws {
        let platform = try Installation("build: {plan_seconds_max: 2}\n")
        let app = try platform.serving("shop")
        try commit(app, Self.endless)
        let push = try BackgroundPush(platform, app, to: "shop")
        try eventually("somebody plans, and has begun") { try planners(platform).contains { try Self.ticks($0) > 10 } }
        let planner = try #require(try planners(platform).first)
        kill(planner, SIGSTOP)
        let began = Moment.monotonicMilliseconds()
        let outcome = try push.finish()
        #expect(!outcome.status.isSuccess)
        #expect(Moment.monotonicMilliseconds() - began < 60_000)
        expect(
            unwrapped(outcome.text),
            has: ["the plan was not made within 20 seconds", "build.plan_seconds_max", "v3 goes on serving"]
        )
        #expect(!outcome.text.contains("seconds of CPU time"))
        #expect(try planners(platform) == [])
        try platform.expectNoBuildLeft()
    }

    @Test func `goes with its client, with its builder, and when it is told to`() throws {
        let platform = try Installation("build: {plan_seconds_max: 600}\n")
        let app = try platform.serving("shop")
        let old = try app.head
        try commit(app, Self.endless)
        for way in ["the client went away", "the builder was told to stop", "killed"] {
            let push = try BackgroundPush(platform, app, to: "shop")
            try eventually("somebody plans, and has begun") {
                try planners(platform).contains { try Self.ticks($0) > 20 }
            }
            let planner = try #require(try planners(platform).first)
            // Not root, without a privilege, sees nothing, and is counted with its builder in the build's group.
            let status = try Files.text("/proc/\(planner)/status")
            #expect(status.contains("Uid:\t19999\t19999\t19999\t19999") && status.contains("CapBnd:\t0000000000000000"))
            #expect(status.contains("NoNewPrivs:\t1") && status.contains("CapPrm:\t0000000000000000"))
            let builder = try #require(ProcessIdentity.parent(of: planner))
            // The kernel takes its time to move them, most of all while others are moved.
            let group = "/renga-\(platform.network.bridge)-builds/builder-shop"
            try eventually("both are in the build's group") {
                try [planner, builder].allSatisfy { try Files.text("/proc/\($0)/cgroup").contains("memory:\(group)") }
            }
            switch way {
            case "the client went away": push.interrupt()
            case "killed": kill(builder, SIGKILL)
            default: kill(builder, SIGTERM)
            }
            try push.finish()
            try eventually("nobody plans any more") { try planners(platform) == [] }
            try platform.settle()
            #expect(try platform.ref("refs/heads/main", of: "shop") == old)
            if way != "killed" { expect(try platform.buildLog("shop"), has: ["the build was cancelled: \(way)"]) }
        }
        try app.commit(["renga.yml": nil])
        try platform.expectDeploy(of: app, to: "shop")
        try platform.expectNoBuildLeft()
    }

    /// CPU time of a process, in hundredths of a second.
    private static func ticks(_ pid: Int32) throws -> Int {
        guard let text = try? Files.text("/proc/\(pid)/stat") else { return 0 }
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 12 ? (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) : 0
    }

    @Test func `so is a build that takes too long, whatever it does`() throws {
        let platform = try Installation("build: {seconds_max: 5}\n")
        let app = try platform.serving("shop")
        try app.commit(["renga.yml": SampleApps.step("sleep 1000"), "message": "two"])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["the build did not end within 5 seconds", "the limit is `build.seconds_max`"]
        )
        try platform.reconfigure("seconds_max: 5", to: "seconds_max: 3000")
        try app.commit(["renga.yml": nil])
        try platform.expectDeploy(of: app, to: "shop")
    }
}
