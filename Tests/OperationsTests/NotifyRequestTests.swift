import Ledger
import Linux
import Model
import RequestBench
import Testing
import Wire

@Suite("Those who are told") struct NotifyRequestTests {
    private let bench: RequestBench
    private let shop: AppName
    private let hook = "https://ada:hunter2@hooks.example.com/in?key=s3cret"

    init() throws {
        bench = try RequestBench(as: RequestBench.gitUID) { configuration in
            (configuration.notify.targetsMax, configuration.notify.targetsOnMachineMax) = (2, 3)
            (configuration.notify.messagesPerHourMax, configuration.notify.sendmail) = (2, "/bin/true")
        }
        shop = try bench.app("shop")
    }

    private func refusal(_ request: some Request, _ key: Int64) -> Failure? {
        #expect(throws: Failure.self) { try bench.ask(request, key: key) }
    }

    @Test func `are added, listed, tried and removed, and what lets one in is nobody's who may only look`() throws {
        let (ada, grace) = (try bench.person("ada"), try bench.person("grace"))
        try bench.give("ada", "operate", in: shop)
        try bench.give("grace", "view", in: shop)
        let added = try bench.ask(AddNotify(app: shop, target: hook, events: [.push, .crash]), key: ada)
        #expect(added.added.target == hook && added.added.events == [.crash, .push])
        #expect(added.secret?.wholeMatch(of: #/rns_[0-9a-f]{64}/#) != nil)
        let mail = try bench.ask(AddNotify(app: shop, target: "mail:user@example.com", events: nil), key: ada)
        #expect(mail.secret == nil && mail.added.events == NotifyEvent.allCases.filter { $0 != .disk })
        #expect(try bench.ask(ListNotify(app: shop), key: ada).targets.map(\.target) == [hook, "mail:user@example.com"])
        let seen = try bench.ask(ListNotify(app: shop), key: grace).targets
        #expect(seen.map(\.target) == ["https://hooks.example.com/…", "mail:user@example.com"])
        #expect(refusal(AddNotify(app: shop, target: "mail:a@example.com", events: nil), grace)?.code == .forbidden)
        #expect(refusal(TestNotify(app: shop, target: nil), grace)?.code == .forbidden)
        #expect(refusal(RemoveNotify(app: shop, target: "1"), grace)?.code == .forbidden)
        #expect(try bench.ask(TestNotify(app: shop, target: hook), key: ada).map(\.id) == [added.added.id])
        #expect(bench.runner.heard.contains("deliver [localhost] shop: a test to \(added.added.id)"))
        #expect(try bench.ask(RemoveNotify(app: shop, target: hook), key: ada).map(\.id) == [added.added.id])
        #expect(try bench.ask(RemoveNotify(app: shop, target: "\(mail.added.id)"), key: ada).map(\.id) == [mail.added.id])
        let told = bench.runner.heard.joined() + (try bench.ask(ListActivity(app: shop, count: 10), key: grace).map(\.what).joined())
        #expect(!told.contains("hunter2") && !told.contains("s3cret"))
        #expect(try bench.ask(ListActivity(app: shop, count: 10), key: grace).filter { $0.what.contains("told") }.count == 4)
    }

    @Test func `are refused where there is one, where there are enough, where there is none, and where nobody is let out`() throws {
        let ada = try bench.person("ada")
        try bench.give("ada", "operate", in: shop)
        func add(_ target: String, _ events: [NotifyEvent]? = nil) -> AddNotify { AddNotify(app: shop, target: target, events: events) }
        _ = try bench.ask(add(hook), key: ada)
        #expect(refusal(add(hook), ada)?.code == .conflict)
        #expect(refusal(add("https://127.0.0.1/x"), ada)?.hint?.contains("outgoing: {allow: [\"127.0.0.1:443\"]}") == true)
        #expect(refusal(add("mail:-f@example.com"), ada)?.code == .invalid && refusal(add("http://x.example.com"), ada)?.code == .invalid)
        #expect(
            refusal(add("mail:a@example.com", [.disk]), ada)?.code == .invalid
                && refusal(add("mail:a@example.com", []), ada)?.code == .invalid
        )
        _ = try bench.ask(add("mail:a@example.com"), key: ada)
        #expect(refusal(add("mail:b@example.com"), ada)?.code == .limit)
        let missing = refusal(RemoveNotify(app: shop, target: "https://x:hunter3@nowhere"), ada)
        #expect(missing?.code == .notFound && missing?.description.contains("hunter3") == false)
        // The bound of messages counts those of tests.
        for _ in 0..<2 { _ = try bench.ask(TestNotify(app: shop, target: nil), key: ada) }
        #expect(refusal(TestNotify(app: shop, target: nil), ada)?.code == .limit)
    }

    @Test func `of the machine are for who looks after it, and its number is none of an app's`() throws {
        let (ada, root) = (try bench.person("ada"), try bench.key("root-like"))
        try bench.give("ada", "operate", in: shop)
        for failure in [
            refusal(ListNotify(app: nil), ada), refusal(AddNotify(app: nil, target: "mail:root", events: nil), ada),
            refusal(RemoveNotify(app: nil, target: "1"), ada), refusal(TestNotify(app: nil, target: nil), ada),
        ] { #expect(failure?.code == .forbidden) }
        let added = try bench.ask(AddNotify(app: nil, target: "mail:root", events: nil), key: root)
        #expect(added.added.events == NotifyEvent.allCases && added.added.app == nil)
        #expect(refusal(RemoveNotify(app: shop, target: "\(added.added.id)"), ada)?.code == .notFound)
        #expect(try bench.ask(ListNotify(app: shop), key: ada).targets.isEmpty)
        for name in ["one", "two"] {
            let app = try bench.app(name)
            _ = try bench.ask(AddNotify(app: app, target: "mail:root", events: nil), key: root)
        }
        #expect(refusal(AddNotify(app: shop, target: "mail:root", events: nil), ada)?.hint?.contains("targets_on_machine_max") == true)
    }

    @Test func `of all apps of one owner are bound, and nobody else's are`() throws {
        let bench = try RequestBench(as: RequestBench.gitUID) { $0.notify.targetsOfOwnerMax = 2 }
        let (ada, grace) = (try bench.person("ada"), try bench.person("grace"))
        for (name, owner) in [("one", "ada"), ("two", "ada"), ("three", "ada"), ("other", "grace")] {
            let app = try bench.app(name)
            try bench.ledger.write { try $0.setOwner($0.existing(app).id, owner) }
        }
        func add(_ name: String, _ key: Int64) throws {
            _ = try bench.ask(AddNotify(app: AppName(name), target: "https://h.example.com/in", events: nil), key: key)
        }
        try add("one", ada)
        try add("two", ada)
        let failure = #expect(throws: Failure.self) { try add("three", ada) }
        #expect(failure?.code == .limit && failure?.message.contains("all apps of ada together tell 2") == true)
        #expect(failure?.hint?.contains("targets_of_owner_max") == true)
        // Previews have the owner of their app.
        let apps = ["one", "x--one"].compactMap { AppName($0) }
        try bench.ledger.write { db in
            let ref = try #require(RefName("refs/heads/preview/x"))
            _ = try db.insertPreview(apps[1], of: db.existing(apps[0]), ref, uidBase: 20_000, now: 1)
        }
        let more = #expect(throws: Failure.self) { try add("x--one", ada) }
        #expect(more?.message.contains("all apps of ada together tell 2") == true)
        _ = try bench.ask(RemoveNotify(app: apps[0], target: "https://h.example.com/in"), key: ada)
        try add("x--one", ada)
        #expect(throws: Failure.self) { try add("three", ada) }
        try add("other", grace)
    }

    @Test func `come with an app only to somebody who may have them`() throws {
        let bench = try RequestBench(as: RequestBench.gitUID) { $0.notify.targetsOfOwnerMax = 1 }
        let (ada, grace) = (try bench.person("ada"), try bench.person("grace"))
        let apps = try [("one", "ada", ada), ("hers", "grace", grace)].map { name, owner, key in
            let app = try bench.app(name)
            try bench.ledger.write { try $0.setOwner($0.existing(app).id, owner) }
            _ = try bench.ask(AddNotify(app: app, target: "https://h.example.com/in", events: nil), key: key)
            return app
        }
        let failure = #expect(throws: Failure.self) { try bench.ask(TransferApp(app: apps[0], person: "grace"), key: ada) }
        #expect(failure?.code == .limit && failure?.message.contains("all apps of grace together would have 2 addresses and hooks") == true)
        #expect(failure?.hint?.contains("targets_of_owner_max") == true)
    }

    @Test func `are those of an app by the name that it has now, and not by one that it had`() throws {
        let ada = try bench.person("ada")
        try bench.ledger.write { [shop] in try $0.setOwner($0.existing(shop).id, "ada") }
        _ = try bench.ask(RenameApp(app: shop, newName: "store"), key: ada)
        let (store, old) = (try #require(AppName("store")), try #require(AppName("shop")))
        let added = try bench.ask(AddNotify(app: store, target: "mail:root", events: nil), key: ada).added
        #expect(added.app?.text == "store")
        #expect(try bench.ask(ListNotify(app: store), key: ada).targets.map(\.id) == [added.id])
        for refused in [
            refusal(AddNotify(app: old, target: "mail:a@example.com", events: nil), ada), refusal(ListNotify(app: old), ada),
            refusal(RemoveNotify(app: old, target: "mail:root"), ada), refusal(TestNotify(app: old, target: nil), ada),
        ] { #expect(refused?.message == "`shop` is called `store` now") }
        #expect(refusal(AddNotify(app: store, target: "mail:root", events: nil), ada)?.message.hasPrefix("store tells that one") == true)
        _ = try bench.ask(TestNotify(app: store, target: nil), key: ada)
        #expect(bench.runner.heard.contains("deliver [localhost] store: a test to \(added.id)"))
        #expect(try bench.ask(RemoveNotify(app: store, target: "mail:root"), key: ada).map(\.id) == [added.id])
    }

    @Test func `are told of by mail only where the machine sends mail`() throws {
        let bench = try RequestBench { $0.notify.sendmail = "/nowhere/sendmail" }
        let failure = #expect(throws: Failure.self) { try bench.ask(AddNotify(app: nil, target: "mail:root", events: nil)) }
        #expect(
            failure?.code == .refused && failure?.message.contains("/nowhere/sendmail") == true
                && failure?.hint?.contains("apt-get") == true
        )
    }

    @Test func `and cannot be are named in the status, each to who may see them`() throws {
        let (ada, grace, root) = (try bench.person("ada"), try bench.person("grace"), try bench.key("root-like"))
        try bench.give("ada", "operate", in: shop)
        let hooked = try bench.ask(AddNotify(app: shop, target: hook, events: nil), key: ada).added.id
        let mailed = try bench.ask(AddNotify(app: nil, target: "mail:root", events: nil), key: root).added.id
        #expect(try bench.ask(ShowStatus(), key: root).unheard == [])
        try bench.ledger.write { db in for id in [hooked, mailed] { try db.noteNotNotified(id, "it answers 503", now: 5, next: 6) } }
        #expect(try bench.ask(ShowStatus(), key: ada).unheard?.map(\.target) == ["https://hooks.example.com/…"])
        #expect(try bench.ask(ShowStatus(), key: grace).unheard == [])
        #expect(try bench.ask(ShowStatus(), key: root).unheard?.map(\.id) == [hooked, mailed])
        try bench.ledger.write { try $0.noteNotified(hooked, now: 7) }
        #expect(try bench.ask(ShowStatus(), key: ada).unheard == [])
    }

    @Test func `are sealed in the ledger with their secrets, and go with their app`() throws {
        let root = try bench.key("root-like")
        let secret = try #require(try bench.ask(AddNotify(app: shop, target: hook, events: nil), key: root).secret)
        for name in try Files.list(bench.root.path) where name.hasPrefix("renga.db") {
            let bytes = try Files.read("\(bench.root.path)/\(name)")
            for word in ["hunter2", "s3cret", secret] { #expect(bytes.firstRange(of: Array(word.utf8)) == nil) }
        }
        #expect(try bench.ledger.read { try $0.notifySecret(try $0.notifyTargets()[0].id) } == secret)
        try bench.ledger.write { try $0.deleteApp($0.existing(shop).id) }
        #expect(try bench.ledger.read { try $0.notifyTargetsCount() } == 0)
    }
}
