import Glibc
import Linux
import Model
import Planning
import Testing

/// Every message, as people read it: `Tests/Golden/notify.txt`. `RECORD=1` writes it anew; look at the difference before you commit it.
@Suite("What messages say") struct NotifyTextTests {
    private static let golden = Files.parent(of: Files.parent(of: #filePath)) + "/Golden/notify.txt"
    private static let matters: [NotifyMatter] = [
        .crash(
            type: "web",
            dynos: ["web.1"],
            crashes: 3,
            how: "exited with status 1",
            lines: ["Traceback (most recent call last):", "\u{1B}[31mKeyError\u{1B}[0m: 'DATABASE_URL'"]
        ),
        .crash(
            type: "worker",
            dynos: (1...7).map { "worker.\($0)" },
            crashes: 9,
            how: "was killed for its memory (R15, status 137)",
            lines: []
        ),
        .push(
            by: "ada",
            commit: "9f1c2d3e4b5a69788796a5b4c3d2e1f009182736",
            build: 42,
            reason: "`npm ci` failed with status 1:\nnpm ERR! missing script: build"
        ),
        .certificate(host: "shop.example.com", error: "DNS problem: NXDOMAIN", ends: 1_796_500_000),
        .certificate(host: "shop.example.com", error: "timeout", ends: nil),
        .certificate(host: "www.example.com", error: nil, ends: 1_796_500_000),
        .disk(left: "200M is free, 1G has to stay free", floor: 1 << 30),
        .memory(dyno: "web.2", used: 530 << 20, limit: 512 << 20, killed: "gunicorn", size: "1GB"),
        .memory(dyno: "web.2", used: 512 << 20, limit: 512 << 20, killed: nil, size: nil),
        .drain(token: "d.3f9a", url: "https://logs.example.com/…", trouble: "it answers 503"),
        .storage(limit: 20 << 30),
        .cron(key: "#2", id: "2", command: "rake cleanup", dyno: "scheduler.4821", result: "exited 1"),
        .cron(key: "#2", id: "2", command: "rake cleanup", dyno: nil, result: "not started: there is no room"),
    ]

    @Test func `is recorded, each in both its forms`() throws {
        let shop = try #require(AppName("shop"))
        var pages = Self.matters.flatMap { matter in
            [false, true].map { isOver in
                let cause = NotifyCause(app: matter.event.isOfMachine ? nil : shop, matter, since: 1_795_886_400_000_000)
                return NotifyText.message(cause, isOver: isOver, id: "1f", at: 1_795_887_000_000_000, sender: "apps.example.com")
            }
        }
        for app in [shop, nil] {
            pages.append(NotifyText.test(app, by: "ada", id: "1f", at: 1_795_887_000_000_000, sender: "apps.example.com"))
        }
        let text = pages.map { "\($0.event) \($0.state.rawValue)\($0.what.map { " \($0)" } ?? "")\nSubject: \($0.subject)\n\n\($0.text)" }
            .joined(separator: String(repeating: "=", count: 40) + "\n")
        if getenv("RECORD") != nil { try Files.replace(Self.golden, with: text) }
        #expect(try Files.text(Self.golden) == text, "RECORD=1 writes it anew if the new text is right")
        for page in pages { #expect(page.subject.count < 100 && page.text.split(separator: "\n").allSatisfy { $0.count < 180 }) }
        #expect(Set(Self.matters.map(\.event)) == Set(NotifyEvent.allCases))
    }

    @Test func `names an app as it is called now, in what is to be typed as well`() throws {
        let store = try #require(AppName("shop", shown: "store"))
        for matter in Self.matters where !matter.event.isOfMachine {
            for isOver in [false, true] {
                let cause = NotifyCause(app: store, matter, since: 0)
                let message = NotifyText.message(cause, isOver: isOver, id: "1", at: 0, sender: "localhost")
                #expect(message.app == "store" && message.subject.contains("store: "))
                #expect(message.command?.hasSuffix("-a store") == true && message.text.contains("renga notify -a store"))
                #expect(!message.text.contains("-a shop"))
            }
        }
        #expect(NotifyText.test(store, by: "ada", id: "1", at: 0, sender: "localhost").app == "store")
    }

    @Test func `is one line where somebody's program says several, and has a bound`() throws {
        let shop = try #require(AppName("shop"))
        let long = String(repeating: "x\n\u{1B}[2J\u{202E}" + String(repeating: "\u{301}", count: 100), count: 500)
        for matter in [
            NotifyMatter.push(by: long, commit: "a", build: 1, reason: long),
            .crash(type: "web", dynos: ["web.1"], crashes: 1, how: long, lines: Array(repeating: long, count: 100)),
            .drain(token: "d", url: "u", trouble: long), .cron(key: long, id: "1", command: long, dyno: nil, result: long),
        ] {
            let message = NotifyText.message(NotifyCause(app: shop, matter, since: 0), isOver: false, id: "1", at: 0, sender: "localhost")
            #expect(message.text.utf8.count < 20_000 && message.text.utf8.allSatisfy { $0 >= 0x20 || $0 == 10 })
            #expect(!message.text.unicodeScalars.contains("\u{202E}") && message.subject.utf8.allSatisfy { $0 >= 0x20 })
        }
    }
}
