import Glibc
import Ledger
import Linux
import Model
import Sandbox
import SimulatedPlatform
import Testing

/// SIGKILL at moments that nobody has chosen. `KILLS=200 KILL_SEED=7 make test-one NAME=KillTests` runs as many from another seed.
@Suite("Killed at any moment", .serialized) struct KillTests {
    enum Victim: String, CaseIterable {
        case client, shell, hook, receivePack, builder, runner, dyno, worker, router, drain

        /// Requests that are under way with it end with it.
        var carriesRequests: Bool { self == .dyno || self == .worker || self == .router }
    }

    enum Act: String, CaseIterable { case push, scale, rollback, config, run, detached }

    @Test func `whatever is killed, and whenever, nothing is wrong and nothing is left`() throws {
        let count = Self.number("KILLS") ?? 20
        let seed = Self.number("KILL_SEED") ?? 1
        var random = SplitMix(seed: UInt64(seed))
        let platform = try Installation(
            "dyno: {drain_seconds_max: 5, stop_seconds_max: 3}\noutgoing: {allow: [\"127.0.0.1:1\"]}\n"
        )
        try platform.create("shop")
        let app = try SampleApps.web("0")
        try platform.push(app, to: "shop").check()
        try platform.renga("ps:scale", "web=2", "-a", "shop").check()
        try platform.ssh("drains:add 'syslog://127.0.0.1:1' -a shop").check()
        var met: [Victim: Int] = [:]
        var answers = 0
        try Visitors(platform, "shop").run { visitors in
            for number in 1...count {
                let victim = Victim.allCases.randomElement(using: &random) ?? .runner
                let act = Act.allCases.randomElement(using: &random) ?? .push
                let moment = Int32.random(in: 0...1_500, using: &random)
                let words = "kill \(number) of seed \(seed): \(victim) \(moment) ms into \(act)"
                try app.commit(["message": "\(number)"])
                let doing = try begin(act, number, platform, app)
                // The moment is the seed's: no event says when it has come.
                _ = poll(nil, 0, moment)
                if try kill(victim, platform, doing) { met[victim, default: 0] += 1 }
                doing.end()
                try platform.waitUntilReady()
                try platform.settle()
                let report = try visitors.take()
                answers += report.answers
                try look(report, victim, words, platform)
                // It takes a push as if nothing had been.
                try app.commit(["message": "\(number) again"])
                let push = try platform.push(app, to: "shop")
                #expect(push.status.isSuccess, "\(words)\n\(push.text)")
                #expect(try platform.get("shop").body == "\(number) again", "\(words)")
            }
        }
        print("\(count) kills of seed \(seed): \(met.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", ")); \(answers) answers")
        try platform.renga("ps:scale", "web=1", "-a", "shop").check()
        try platform.renga("drains:remove", "syslog://127.0.0.1:1", "-a", "shop").check()
        try platform.expectNoLeftovers(dynos: 1)
        try platform.expectNoBuildLeft()
        #expect(try platform.unsettled() == 0)
    }

    private static func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }

    /// Something that goes on over SSH.
    private struct Doing {
        let kill: () -> Void
        let end: () -> Void
    }

    private func begin(_ act: Act, _ number: Int, _ platform: Installation, _ app: SampleApp) throws -> Doing {
        if act == .push {
            let push = try BackgroundPush(platform, app, to: "shop")
            return Doing(kill: push.interrupt, end: { if (try? push.finish()) == nil { Issue.record("push \(number) does not end") } })
        }
        let words =
            switch act {
            case .scale: ["ps:scale", "web=\(2 + number % 2)", "-a", "shop"]
            case .rollback: ["rollback", "-a", "shop"]
            case .config: ["config:set", "NUMBER=\(number)", "-a", "shop"]
            case .run: ["run", "-a", "shop", "--", "sleep", "1"]
            case .push, .detached: ["run:detached", "-a", "shop", "--", "sleep", "2"]
            }
        let command = try BackgroundCommand(overSSH: platform, words)
        return Doing(kill: command.kill, end: { _ = command.finish() })
    }

    /// - Returns: false where it is not there at this moment.
    private func kill(_ victim: Victim, _ platform: Installation, _ doing: Doing) throws -> Bool {
        switch victim {
        case .client: doing.kill()
        case .shell: return try platform.processes.kill(.shell) > 0
        case .hook: return try platform.processes.kill(.hook) > 0
        case .receivePack: return try platform.processes.kill(.receivePack) > 0
        case .builder: return try platform.processes.kill(.builder) > 0
        case .runner: try platform.restartRunner()
        case .dyno:
            let dynos = try platform.dynoIDs().sorted().compactMap { try Supervised.find(platform.root.dyno($0)) }
            guard let dyno = dynos.first(where: { $0.pid > 0 }) else { return false }
            _ = Glibc.kill(dyno.conmon.pid, SIGKILL)
        case .worker:
            guard let pid = Int32(try Files.text(platform.root.routerWorker).prefix(while: \.isNumber)) else { return false }
            _ = Glibc.kill(pid, SIGKILL)
        case .router: try platform.restartRouter(signal: SIGKILL)
        case .drain:
            let drains = try platform.processes.all().filter { $0.program == "renga-drain" && isOurs($0.pid, platform) }
            for process in drains { _ = Glibc.kill(process.pid, SIGKILL) }
            return !drains.isEmpty
        }
        return true
    }

    private func isOurs(_ pid: pid_t, _ platform: Installation) -> Bool {
        guard let status = try? Files.text("/proc/\(pid)/status") else { return false }
        return status.contains("\nPPid:\t\(platform.runner.pid)\n")
    }

    private func look(_ report: Visitors.Report, _ victim: Victim, _ words: String, _ platform: Installation) throws {
        if !victim.carriesRequests {
            #expect(report.errors.isEmpty && report.broken.isEmpty, "\(words): \(report)\n\(platform.diagnostics)")
        } else if victim == .dyno {
            // What was under way on it, and nothing else: another dyno serves.
            #expect(report.errors.count <= 2 * Visitors.count && report.broken.isEmpty, "\(words): \(report)")
        } else if victim == .worker {
            #expect(report.errors.isEmpty && report.broken.count <= Visitors.count, "\(words): \(report)")
        }
        let (released, commit, pushed) = try platform.ledger().read { db in
            let row = try db.existing(platform.appName("shop"))
            let commits = try db.releases(row.id, limit: 10_000).compactMap { $0.deploy.kind == .push ? $0.deploy.commit?.text : nil }
            return (Set(commits), try row.currentDeploy.flatMap { try db.deploy($0)?.commit?.text }, commits)
        }
        // Every page is of a version that was accepted.
        for page in report.pages { #expect(try released.contains(head(page, platform)), "\(words): \(page)") }
        #expect(try platform.get("shop").body == page(commit ?? "", platform), "\(words)")
        #expect(try platform.ref("refs/heads/main", of: "shop") == pushed.first, "\(words)")
    }

    /// The commit whose page it is.
    private func head(_ page: String, _ platform: Installation) throws -> String {
        let log = try git(platform, ["log", "--format=%H", "main"]).split(separator: "\n").map(String.init)
        return try log.first { try self.page($0, platform) == page } ?? "none"
    }

    private func page(_ commit: String, _ platform: Installation) throws -> String { try git(platform, ["show", "\(commit):message"]) }

    private func git(_ platform: Installation, _ words: [String]) throws -> String {
        try Command("/usr/bin/git", ["-C", "\(platform.root.repositories)/shop.git"] + words).check()
    }
}
