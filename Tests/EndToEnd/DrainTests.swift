import Glibc
import Linux
import Model
import Testing

@Suite("Log drains") struct DrainTests {
    private static let ticking = "clock: i=0; while :; do i=$((i+1)); echo tick $i; sleep 0.05; done\n"

    @Test func `rsyslog and an HTTPS server get every line, whoever of us is killed meanwhile`() throws {
        let maker = try CertificateMaker()
        let (plain, secure, logplex) = (try SyslogServer(), try SyslogServer(maker), try LogplexServer(maker))
        let allowed = [plain.port, secure.port, logplex.port].map { "\"127.0.0.1:\($0)\"" }.joined(separator: ", ")
        let platform = try Installation("outgoing: {ca_file: \(maker.authority), allow: [\(allowed), \"[::1]:\(logplex.port)\"]}\n")
        _ = try platform.serving("shop", ["Procfile": "web: exec python3 server.py\n" + Self.ticking])
        let https = "https://ada:hunter2@localhost:\(logplex.port)/in?key=1"
        // An address of this machine is refused at once; what a name stands for shows when it is connected to.
        let local = try platform.ssh("drains:add syslog://127.0.0.1:1 -a shop")
        #expect(!local.status.isSuccess)
        expect(local.text, has: ["127.0.0.1 is on this machine or its network", "outgoing: {allow: [\"127.0.0.1:1\"]}"])
        let own = "syslog://\(try Command("/usr/bin/hostname").run().text.trimmed):1"
        for url in ["syslog://127.0.0.1:\(plain.port)", "syslog+tls://127.0.0.1:\(secure.port)", https, own] {
            expect(try platform.ssh("drains:add '\(url)' -a shop").check(), has: ["Successfully added drain \(url) (d."])
        }
        try platform.renga("ps:scale", "clock=1", "-a", "shop").check()
        func reaches(_ number: Int) throws {
            try eventually("all have tick \(number)\n\(plain.diagnostics)\(secure.diagnostics)\(logplex.diagnostics)") {
                [plain.lines, secure.lines, logplex.lines].allSatisfy { last(in: $0) >= number }
            }
        }
        try eventually("a drain that is not taken waits") { logplex.heads.count >= 2 && last(in: plain.lines) > 10 }
        #expect(logplex.lines.isEmpty)
        try logplex.stopBeingBusy()
        try reaches(40)
        try hold(drains(platform), of: platform)
        for process in try processes(platform) { try expectHidden(process) }
        for _ in 0..<3 {
            for process in try processes(platform) { _ = kill(process, SIGKILL) }
            try reaches(last(in: plain.lines) + 20)
        }
        try platform.restartRunner()
        try reaches(last(in: plain.lines) + 40)
        for lines in [plain.lines, secure.lines, logplex.lines] {
            let missing = Set(1...last(in: lines)).subtracting(lines.compactMap(tick))
            #expect(missing.isEmpty, "\(missing.sorted())")
        }
        try look(at: platform, plain, secure, logplex)
        // A server that was away gets what it has missed.
        let before = last(in: secure.lines)
        secure.stop()
        try reachesAlone(plain, before + 40)
        try secure.start()
        try reaches(before + 60)
        try platform.renga("drains:remove", own, "-a", "shop").check()
        try platform.renga("destroy", "-a", "shop", "--confirm", "shop").check()
        try eventually("nobody carries lines of an app that is gone") { try processes(platform).isEmpty }
    }

    /// With more apps than there are numbers for those who carry, some have the same: each can end another, and read nothing of it.
    private func expectHidden(_ process: Int32) throws {
        let status = try Files.text("/proc/\(process)/status").split(separator: "\n")
        let uid = try #require(status.first { $0.hasPrefix("Uid:") }?.split(separator: "\t").dropFirst().first)
        let same = ["--reuid=\(uid)", "--regid=\(uid)", "--clear-groups"]
        for words in [["cat", "/proc/\(process)/environ"], ["head", "-c1", "/proc/\(process)/mem"], ["ls", "/proc/\(process)/fd"]] {
            let outcome = try Command("/usr/bin/setpriv", same + words).run()
            #expect(!outcome.status.isSuccess && outcome.text.contains("Permission denied"), "\(words): \(outcome.text)")
        }
        #expect(try Command("/usr/bin/setpriv", same + ["kill", "-0", "\(process)"]).run().status.isSuccess)
    }

    private func reachesAlone(_ server: SyslogServer, _ number: Int) throws {
        try eventually("one has tick \(number)") { last(in: server.lines) >= number }
    }

    private func tick(_ line: Substring) -> Int? {
        guard let found = line.firstRange(of: " tick ") else { return nil }
        return Int(line[found.upperBound...])
    }

    private func last(in lines: [Substring]) -> Int { lines.reversed().lazy.compactMap(tick).first ?? 0 }

    private func drains(_ platform: Installation) throws -> String { try platform.renga("drains", "-a", "shop").check() }

    /// What each is called, and whom the machine keeps to itself.
    private func hold(_ text: String, of platform: Installation) throws {
        expect(text, has: ["=== shop Drains", "hunter2", "delivered", "; not now, since ", " is on this machine or its network"])
        let owners = try processes(platform).map { try Files.text("/proc/\($0)/status").split(separator: "\n") }
        #expect(owners.count == 4)
        for lines in owners {
            let ids = lines.filter { $0.hasPrefix("Uid:") || $0.hasPrefix("Gid:") }.flatMap { $0.split(separator: "\t").dropFirst() }
            #expect(ids.count == 8 && ids.allSatisfy { (19_872..<19_936).contains(Int($0) ?? 0) }, "\(ids)")
            #expect(lines.contains("CapEff:\t0000000000000000") && lines.contains("NoNewPrivs:\t1"))
        }
    }

    private func processes(_ platform: Installation) throws -> [pid_t] {
        let found = try Command("/usr/bin/pgrep", ["-P", "\(platform.runner.pid)", "-x", "renga-drain"]).run().text
        return found.split(separator: "\n").compactMap { pid_t($0) }
    }

    /// The form of each way.
    private func look(at platform: Installation, _ plain: SyslogServer, _ secure: SyslogServer, _ logplex: LogplexServer) throws {
        for server in [plain, secure] {
            let line = try #require(server.lines.first { tick($0) != nil })
            #expect(line.wholeMatch(of: #/d\.[0-9a-f-]{36} app clock\.1 local7\.info +tick \d+/#) != nil, "\(line)")
            #expect(server.lines.contains { $0.contains(" heroku clock.1 syslog.notice ") })
        }
        let frame = try #require(logplex.lines.first { tick($0) != nil })
        #expect(frame.wholeMatch(of: #/<190>1 \d{4}-\d\d-\d\dT[0-9:.]+\+00:00 host app clock\.1 - tick \d+/#) != nil, "\(frame)")
        let head = try #require(logplex.heads.first)
        #expect(
            head.wholeMatch(of: #/\/in\?key=1 application\/logplex-1 Basic YWRhOmh1bnRlcjI= d\.[0-9a-f-]{36} \d+ [0-9a-f]{32}/#) != nil,
            "\(head)"
        )
        // What was not taken came again under its name.
        #expect(Set(logplex.heads.prefix(2).map { $0.split(separator: " ").last }).count == 1)
    }
}
