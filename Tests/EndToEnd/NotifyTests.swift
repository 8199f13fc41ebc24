import Glibc
import Linux
import Model
import Testing

/// What people are told of, through a real server over HTTPS and a program in place of sendmail.
@Suite("Messages of what goes wrong") struct NotifyTests {
    private let maker: CertificateMaker
    private let hook: HookServer
    private let mail: MailDouble
    private let platform: Installation

    init() throws {
        maker = try CertificateMaker()
        hook = try HookServer(maker)
        mail = try MailDouble()
        platform = try Installation(
            """
            outgoing: {ca_file: \(maker.authority), allow: ["127.0.0.1:\(hook.port)", "[::1]:\(hook.port)"]}
            notify: {sendmail: \(mail.program), calm_seconds: 4, crashes: 2}

            """
        )
    }

    private func taken(_ words: String) -> [Substring] { hook.taken.filter { $0.contains(words) } }
    private func mails(_ words: String...) -> [String] { mail.mails.filter { text in words.allSatisfy(text.contains) } }

    private func add() throws {
        let none = try platform.renga("notify:add", "mail:ops@example.com", "-a", "shop")
        #expect(!none.status.isSuccess)
        expect(none.text, has: ["this machine sends no mail: there is no \(mail.program)", "apt-get install"])
        try mail.install()
        expect(try platform.ssh("notify:add mail:ops@example.com -a shop").check(), has: ["is told of: crash, push, certs"])
        let url = "https://ada:hunter2@localhost:\(hook.port)/in?key=1"
        let added = try platform.ssh("notify:add '\(url)' -a shop --events crash,push").check()
        expect(added, has: ["is told of: crash, push", "Its secret, which is not shown again: rns_"])
        let secret = try #require(added.firstMatch(of: #/rns_[0-9a-f]{64}/#))
        try hook.trust(String(secret.output))
        let local = try platform.renga("notify:add", "https://127.0.0.1:1/x", "-a", "shop")
        expect(local.text, has: ["127.0.0.1 is on this machine or its network", "outgoing: {allow: [\"127.0.0.1:1\"]}"])
        #expect(!local.status.isSuccess)
    }

    @Test func `a crash loop is said once to each, whoever of us is killed meanwhile, and that it is over`() throws {
        _ = try platform.serving("shop", ["Procfile": "web: exec python3 server.py\nworker: echo no config; exit 3\n"])
        try add()
        let test = try platform.ssh("notify:test -a shop").check()
        expect(test, has: ["mail:ops@example.com (1): sent", "(2): sent"])
        #expect(taken("verified test test shop - ").count == 1 && hook.taken.first?.hasSuffix(" Basic YWRhOmh1bnRlcjI= /in?key=1") == true)
        #expect(
            mails("uid 65534", "called with -i -- ops@example.com\n", "\nTo: ops@example.com\nSubject: [localhost] shop: a test\n").count
                == 1
        )
        // The server is busy when it begins, and the runner dies before it is not any more.
        try hook.setBusy(true)
        _ = try platform.renga("ps:scale", "worker=1", "-a", "shop")
        try eventually("the hook is tried and mail is sent\n\(hook.diagnostics)\(platform.diagnostics)", seconds: 60) {
            hook.refused.contains { $0.contains("verified crash begun shop worker") } && mails("worker.1 keeps crashing").count == 1
        }
        let shown = try platform.ssh("notify -a shop").check()
        expect(shown, has: ["hunter2", "not now, since", "it answers 503; 1 waiting", "=== Wrong now", "worker.1 keeps crashing, since"])
        expect(
            try platform.renga("status").check(),
            has: ["Messages do not get to https://localhost:\(hook.port)/…", "renga notify -a shop"]
        )
        let busy = try platform.renga("notify:test", "2", "-a", "shop")
        #expect(busy.status.code == 61)
        expect(busy.text, has: ["(2): not reached: it answers 503"])
        try platform.restartRunner(signal: SIGKILL)
        try hook.setBusy(false)
        try eventually("it arrives after all\n\(platform.diagnostics)", seconds: 90) {
            taken("verified crash begun shop worker").count == 1
        }
        // The runner dies again while it goes on, and when it is over.
        try platform.restartRunner(signal: SIGKILL)
        try platform.renga("ps:scale", "worker=0", "-a", "shop").check()
        try platform.restartRunner(signal: SIGKILL)
        try eventually("it is over\n\(platform.diagnostics)", seconds: 60) {
            taken("verified crash over shop worker").count == 1 && mails("worker crashes no more").count == 1
        }
        expect(
            mails("worker.1 keeps crashing").first ?? "",
            has: ["exited with status 3", "    no config", "renga logs -d worker.1 -a shop"]
        )
        try eventually("nothing waits and nothing is wrong") {
            let shown = try platform.renga("notify", "-a", "shop").check()
            return !shown.contains("waiting") && !shown.contains("Wrong now") && !shown.contains("not now")
        }
        #expect(taken(" crash ").count == 2 && mails("crashing").count == 1 && hook.taken.allSatisfy { $0.hasPrefix("verified ") })
        for name in ["2", "mail:ops@example.com"] { try platform.ssh("notify:remove \(name) -a shop").check() }
        expect(try platform.renga("notify", "-a", "shop").check(), has: ["Nobody is told."])
    }

    @Test func `the first of refused pushes is said, and the next that is taken, to the machine's own as well`() throws {
        let app = try platform.serving("shop", ["Procfile": "web: exec python3 server.py\n"])
        try add()
        try platform.renga("notify:add", "mail:root", "--machine", "--events", "push").check()
        expect(
            try platform.ssh("notify --machine").check(),
            has: ["=== Machine Notifications", "mail:root (3)", "    push; heard nothing yet"]
        )
        let bad = "{\"cron\": [{\"command\": \"x\", \"schedule\": \"61 * * * *\"}]}"
        try app.commit(["app.json": bad])
        for _ in 0..<2 { #expect(try !platform.push(app, to: "shop").status.isSuccess) }
        let commit = try app.head
        try eventually("it is said\n\(hook.diagnostics)\(platform.diagnostics)", seconds: 60) {
            taken("verified push begun shop \(commit)").count == 1 && mails("was refused").count == 2
        }
        let text = try #require(mails("was refused", "To: root").first)
        expect(text, has: ["called with -i -- root", " (\(commit.prefix(7)))", "61 is not from 0 to 59", "renga builds:output 2 -a shop"])
        #expect(try !platform.push(app, to: "shop").status.isSuccess)
        try app.commit(["app.json": nil])
        try platform.push(app, to: "shop").check()
        try eventually("it is over\n\(platform.diagnostics)", seconds: 60) {
            taken("verified push over shop").count == 1 && mails("a push was taken again").count == 2
        }
        #expect(taken(" push ").count == 2 && mails("was refused").count == 2)
        // They go with their app, and the machine's own stay.
        try platform.renga("destroy", "-a", "shop", "--confirm", "shop").check()
        expect(try platform.renga("notify", "--machine").check(), has: ["mail:root (3)"])
    }
}
