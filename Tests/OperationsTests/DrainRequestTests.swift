import Ledger
import Linux
import Model
import RequestBench
import Testing
import Wire

@Suite("Drains that are asked for") struct DrainRequestTests {
    private let bench: RequestBench
    private let shop: AppName
    private let secret = "https://ada:hunter2@logs.example.com/in?key=s3cret"

    init() throws {
        bench = try RequestBench(as: RequestBench.gitUID) { $0.outgoing.drainsMax = 2 }
        shop = try bench.app("shop")
    }

    @Test func `are added, listed, and removed by URL or token, and what lets one in is nobody's who may only look`() throws {
        let (ada, grace) = (try bench.person("ada"), try bench.person("grace"))
        try bench.give("ada", "operate", in: shop)
        try bench.give("grace", "view", in: shop)
        let added = try bench.ask(AddDrain(app: shop, url: secret), key: ada)
        #expect(
            added.url == secret && added.token.wholeMatch(of: #/d\.[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/#) != nil
        )
        #expect(try bench.ask(ListDrains(app: shop), key: ada).map(\.url) == [secret])
        let seen = try bench.ask(ListDrains(app: shop), key: grace)
        #expect(seen.map(\.url) == ["https://logs.example.com/…"] && seen.map(\.token) == [added.token])
        for refused in [
            #expect(throws: Failure.self) { try bench.ask(AddDrain(app: shop, url: "https://b.example.com"), key: grace) },
            #expect(throws: Failure.self) { try bench.ask(RemoveDrain(app: shop, drain: added.token), key: grace) },
        ] {
            #expect(refused?.code == .forbidden)
        }
        let other = try bench.ask(AddDrain(app: shop, url: "syslog://logs.example.com:514"), key: ada)
        #expect(try bench.ask(RemoveDrain(app: shop, drain: secret), key: ada).map(\.token) == [added.token])
        #expect(try bench.ask(RemoveDrain(app: shop, drain: other.token), key: ada).map(\.token) == [other.token])
        let activity = try bench.ask(ListActivity(app: shop, count: 10), key: grace).map(\.what)
        #expect(activity.filter { $0.contains("log drain") }.count == 4 && !activity.joined().contains("hunter2"))
        #expect(bench.runner.heard.filter { $0 == "wake drains" }.count == 4 && !bench.runner.heard.joined().contains("hunter2"))
    }

    @Test func `are refused where there is one, where there are enough, and where there is none`() throws {
        let root = try bench.person("root-like")
        try bench.give("root-like", "operate", in: shop)
        func refusal(_ request: some Request) -> Failure? { #expect(throws: Failure.self) { try bench.ask(request, key: root) } }
        _ = try bench.ask(AddDrain(app: shop, url: secret), key: root)
        #expect(refusal(AddDrain(app: shop, url: secret))?.code == .conflict)
        _ = try bench.ask(AddDrain(app: shop, url: "https://b.example.com"), key: root)
        #expect(refusal(AddDrain(app: shop, url: "https://c.example.com"))?.code == .limit)
        #expect(refusal(AddDrain(app: shop, url: "http://c.example.com"))?.code == .invalid)
        let missing = refusal(RemoveDrain(app: shop, drain: "https://x:hunter2@nowhere"))
        #expect(missing?.code == .notFound && missing?.description.contains("hunter2") == false)
    }

    @Test func `of all apps of one owner are bound, and nobody else's are`() throws {
        let bench = try RequestBench(as: RequestBench.gitUID) { $0.outgoing.drainsOfOwnerMax = 2 }
        let (ada, grace) = (try bench.person("ada"), try bench.person("grace"))
        func add(_ name: String, _ owner: String, _ key: Int64) throws {
            let app = try bench.app(name)
            try bench.ledger.write { try $0.setOwner($0.existing(app).id, owner) }
            _ = try bench.ask(AddDrain(app: app, url: "https://a.example.com"), key: key)
        }
        try add("one", "ada", ada)
        try add("two", "ada", ada)
        let failure = #expect(throws: Failure.self) { try add("three", "ada", ada) }
        #expect(failure?.code == .limit && failure?.message.contains("all apps of ada together have 2") == true)
        #expect(failure?.hint?.contains("drains_of_owner_max") == true)
        // Previews have the owner of their app.
        let apps = ["one", "three", "x--one"].compactMap { AppName($0) }
        let preview = try #require(apps.last)
        try bench.ledger.write { db in
            let ref = try #require(RefName("refs/heads/preview/x"))
            _ = try db.insertPreview(preview, of: db.existing(apps[0]), ref, uidBase: 20_000, now: 1)
        }
        let more = #expect(throws: Failure.self) { try bench.ask(AddDrain(app: preview, url: "https://a.example.com"), key: ada) }
        #expect(more?.message.contains("all apps of ada together have 2") == true)
        _ = try bench.ask(RemoveDrain(app: apps[0], drain: "https://a.example.com"), key: ada)
        _ = try bench.ask(AddDrain(app: preview, url: "https://a.example.com"), key: ada)
        #expect(throws: Failure.self) { try bench.ask(AddDrain(app: apps[1], url: "https://a.example.com"), key: ada) }
        try add("other", "grace", grace)
    }

    @Test func `come with an app only to somebody who may have them`() throws {
        let bench = try RequestBench(as: RequestBench.gitUID) { $0.outgoing.drainsOfOwnerMax = 1 }
        let (ada, _) = (try bench.person("ada"), try bench.person("grace"))
        let apps = try [("one", "ada"), ("bare", "ada"), ("hers", "grace")].map { name, owner in
            let app = try bench.app(name)
            try bench.ledger.write { try $0.setOwner($0.existing(app).id, owner) }
            return app
        }
        let root = try bench.key("root-like")
        for app in [apps[0], apps[2]] { _ = try bench.ask(AddDrain(app: app, url: "https://a.example.com"), key: root) }
        let failure = #expect(throws: Failure.self) { try bench.ask(TransferApp(app: apps[0], person: "grace"), key: ada) }
        #expect(failure?.code == .limit && failure?.message == "all apps of grace together would have 2 log drains, and may have 1")
        #expect(failure?.hint?.contains("`renga drains -a one` lists them") == true)
        #expect(try bench.ask(DescribeApp(app: apps[0]), key: root).owner == "ada", "all of it or nothing")
        _ = try bench.ask(TransferApp(app: apps[1], person: "grace"), key: ada)
        _ = try bench.ask(RemoveDrain(app: apps[2], drain: "https://a.example.com"), key: root)
        _ = try bench.ask(TransferApp(app: apps[0], person: "grace"), key: ada)
        #expect(try bench.ask(DescribeApp(app: apps[0]), key: root).owner == "grace")
    }

    @Test func `to an address of this machine are refused at once, with how to allow them; one that cannot be read harms no other`() throws
    {
        let ada = try bench.person("ada")
        try bench.give("ada", "operate", in: shop)
        let refused = #expect(throws: Failure.self) { try bench.ask(AddDrain(app: shop, url: "syslog://127.0.0.1:514"), key: ada) }
        #expect(refused?.code == .refused && refused?.hint?.contains("outgoing: {allow: [\"127.0.0.1:514\"]}") == true)
        let first = try bench.ask(AddDrain(app: shop, url: secret), key: ada)
        // Damaged, as by a disk.
        let spoil =
            "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(\"UPDATE drains SET sealed = 'sealed:AAAA'\"); db.commit()"
        try Command("/usr/bin/python3", ["-c", spoil, bench.root.ledger]).check()
        _ = try bench.ask(AddDrain(app: shop, url: "https://b.example.com"), key: ada)
        let list = try bench.ask(ListDrains(app: shop), key: ada)
        #expect(list.map(\.url) == ["?", "https://b.example.com"] && list[0].state?.trouble?.contains("cannot be read") == true)
        #expect(try bench.ask(RemoveDrain(app: shop, drain: first.token), key: ada).map(\.token) == [first.token])
    }

    @Test func `are sealed in the ledger, and go with their app`() throws {
        try bench.ledger.write { try $0.insertDrain(DrainURL(secret), token: "d.1", of: $0.existing(shop).id, now: 1) }
        for name in try Files.list(bench.root.path) where name.hasPrefix("renga.db") {
            let bytes = try Files.read("\(bench.root.path)/\(name)")
            #expect(bytes.firstRange(of: Array("hunter2".utf8)) == nil && bytes.firstRange(of: Array("s3cret".utf8)) == nil)
        }
        #expect(try bench.ledger.read { try $0.drains() }.map { try $0.drain.url.get().description } == [secret])
        try bench.ledger.write { try $0.deleteApp($0.existing(shop).id) }
        #expect(try bench.ledger.read { try $0.drainsCount() } == 0)
    }
}
