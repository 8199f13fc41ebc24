import Glibc
import Ledger
import Linux
import Model
import Sandbox
import SimulatedPlatform
import Testing

/// SIGKILL at moments that nobody has chosen. `KILLS=200 KILL_SEED=7 make test-one NAME=KillTests` runs as many from another seed, and
/// `KILL_VICTIM=dyno` those of one kind.
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
        let victims = Self.text("KILL_VICTIM").flatMap(Victim.init).map { [$0] } ?? Victim.allCases
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
                let victim = victims.randomElement(using: &random) ?? .runner
                let act = Act.allCases.randomElement(using: &random) ?? .push
                let moment = Int32.random(in: 0...1_500, using: &random)
                let words = "kill \(number) of seed \(seed): \(victim) \(moment) ms into \(act)"
                try app.commit(["message": "\(number)"])
                let doing = try begin(act, number, platform, app)
                // The moment is the seed's: no event says when it has come.
                _ = poll(nil, 0, moment)
                let began = Moment.text()
                let killed = try kill(victim, platform, doing)
                if killed != nil { met[victim, default: 0] += 1 }
                doing.end()
                try platform.waitUntilReady()
                try platform.settle()
                let report = try visitors.take()
                answers += report.answers
                try look(report, victim, words, platform)
                if victim == .dyno { try lookAtErrors(report, of: killed, since: began, words, platform) }
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

    private static func text(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    private static func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

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

    /// - Returns: its name; nil: it is not there at this moment.
    private func kill(_ victim: Victim, _ platform: Installation, _ doing: Doing) throws -> String? {
        func killed(_ part: Processes.Part) throws -> String? { try platform.processes.kill(part) > 0 ? victim.rawValue : nil }
        switch victim {
        case .client: doing.kill()
        case .shell: return try killed(.shell)
        case .hook: return try killed(.hook)
        case .receivePack: return try killed(.receivePack)
        case .builder: return try killed(.builder)
        case .runner: try platform.restartRunner()
        case .dyno:
            let dynos = try platform.dynoIDs().sorted().compactMap { try Supervised.find(platform.root.dyno($0)) }
            guard let dyno = dynos.first(where: { $0.pid > 0 }) else { return nil }
            _ = Glibc.kill(dyno.conmon.pid, SIGKILL)
            // APP.TYPE.NUMBER.ID
            return dyno.bundle.directory.split(separator: "/").last?.split(separator: ".")[1...2].joined(separator: ".")
        case .worker:
            guard let pid = Int32(try Files.text(platform.root.routerWorker).prefix(while: \.isNumber)) else { return nil }
            _ = Glibc.kill(pid, SIGKILL)
        case .router: try platform.restartRouter(signal: SIGKILL)
        case .drain:
            let drains = try platform.processes.all().filter { $0.program == "renga-drain" && isOurs($0.pid, platform) }
            for process in drains { _ = Glibc.kill(process.pid, SIGKILL) }
            return drains.isEmpty ? nil : victim.rawValue
        }
        return victim.rawValue
    }

    private func isOurs(_ pid: pid_t, _ platform: Installation) -> Bool {
        guard let status = try? Files.text("/proc/\(pid)/status") else { return false }
        return status.contains("\nPPid:\t\(platform.runner.pid)\n")
    }

    private func look(_ report: Visitors.Report, _ victim: Victim, _ words: String, _ platform: Installation) throws {
        if !victim.carriesRequests {
            #expect(report.errors.isEmpty && report.broken.isEmpty, "\(words): \(report)\n\(platform.diagnostics)")
        } else if victim == .dyno {
            #expect(report.broken.isEmpty, "\(words): \(report)\n\(platform.diagnostics)")
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

    /// What was under way on the dyno that was killed, and nothing else: another one serves. How much that was has no bound: until it is
    /// ended and no table names it, which takes as long as nobody there gets a processor, whoever was answered comes again.
    private func lookAtErrors(_ report: Visitors.Report, of killed: String?, since began: String, _ words: String, _ platform: Installation)
        throws
    {
        guard !report.errors.isEmpty else { return }
        var lines: [Substring] = []
        // The router's log is read a little later.
        try eventually("\(words): the log has as many errors as the visitors: \(report)") {
            let text = try platform.renga("logs", "--grep", "at=error", "-n", "1500", "-a", "shop").text
            lines = text.split(separator: "\n").filter { $0.contains(" heroku[router]: at=error ") && $0 >= began }
            return lines.count >= report.errors.count
        }
        let seen = lines.joined(separator: "\n")
        #expect(
            lines.allSatisfy { $0.contains(" code=H13 ") && $0.contains(" dyno=\(killed ?? "nobody") ") },
            "\(words): \(killed ?? "nobody") was killed: \(report)\n\(seen)"
        )
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
