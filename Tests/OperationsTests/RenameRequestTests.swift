import Ledger
import Linux
import Model
import Operations
import Planning
import RequestBench
import Testing
import Wire

/// What an app is called: who may change it, what it becomes, and what the name of before is good for.
@Suite("Renaming apps") struct RenameRequestTests {
    private let bench: RequestBench
    private let ada: Int64
    private let grace: Int64
    private let shop: AppName

    init() throws {
        bench = try RequestBench(as: RequestBench.gitUID) { $0.notify.sendmail = "/bin/true" }
        ada = try bench.person("ada")
        grace = try bench.person("grace")
        shop = try bench.app("shop")
        try bench.ledger.write { [shop] in try $0.setOwner($0.existing(shop).id, "ada") }
    }

    private func name(_ text: String) throws -> AppName { try #require(AppName(text)) }

    private func refusal(_ request: some Request, by key: Int64) -> Failure? {
        #expect(throws: Failure.self) { _ = try bench.ask(request, key: key) }
    }

    @discardableResult
    private func rename(_ old: String, _ new: String, by key: Int64? = nil) throws -> RenameApp.Answer {
        try bench.ask(RenameApp(app: name(old), newName: new), key: key ?? ada)
    }

    private func names() throws -> [String] { try bench.ask(ListApps(), key: ada).map(\.name.text) }

    @Test func `it is called otherwise from then on, everywhere, and nothing of it has moved`() throws {
        try bench.release(of: shop, ["web": "serve"])
        let before = try bench.ledger.read { try $0.existing(shop) }
        let answer = try rename("shop", "store")
        #expect(answer.formerName == "shop" && answer.formerURL.contains("shop.") && answer.app.url.contains("store."))
        #expect(answer.app.name.text == "store" && answer.app.gitURL.hasSuffix("store.git") && answer.app.firstName == "shop")
        let after = try bench.ledger.read { try $0.existing(shop) }
        #expect(after.id == before.id && after.uid == before.uid && after.currentDeploy == before.currentDeploy)
        #expect(after.name == before.name && after.name.shown == "store")
        #expect(bench.platform.hosts(after.name) == ["store.localhost"])
        #expect(try names() == ["store"])
        #expect(try bench.ask(ListReleases(app: name("store")), key: ada).count == 1, "a name is no release")
        #expect(try bench.ask(ListActivity(app: name("store"), count: 5), key: ada).map(\.what) == ["Rename to store"])
        #expect(try bench.ask(ListActivity(app: name("store"), count: 5), key: ada).map(\.app) == ["store"])
        #expect(bench.runner.heard.contains("await routes") && bench.runner.heard.contains("wake certificates"))
        #expect(bench.runner.heard.contains { $0.contains("Rename to store by user ada") })
    }

    @Test func `the old name is told to whoever may see the app, and nobody else, and destroys nothing`() throws {
        try rename("shop", "store")
        let old = try name("shop")
        let asked: [any Request] = [
            DestroyApp(app: old, confirm: "shop"), DescribeApp(app: old), ScaleDynos(app: old, changes: []), ListConfigVars(app: old),
            RenameApp(app: old, newName: "other"), ListActivity(app: old, count: 1), ListBuilds(app: old, count: 1),
        ]
        func refused(_ request: some Request, _ key: Int64) -> Failure? { refusal(request, by: key) }
        for request in asked {
            let words = refused(request, ada)
            #expect(words?.message == "`shop` is called `store` now" && words?.code == .notFound, "\(request)")
            #expect(words?.hint?.contains("git remote set-url heroku") == true && words?.hint?.contains("store.git") == true)
            let theirs = refused(request, grace)
            #expect(theirs?.message == "there is no app `shop` that you may see", "\(request)")
            #expect(theirs?.description.contains("store") == false)
        }
        #expect(try names() == ["store"])
    }

    @Test func `git goes on by the old name, for whoever may`() throws {
        try rename("shop", "store")
        let old = try name("shop")
        let opened = try bench.ask(OpenRepository(app: old, access: .write), key: ada)
        #expect(opened.name == "store" && opened.first == "shop" && opened.url.hasSuffix("store.git"))
        #expect(refusal(OpenRepository(app: old, access: .write), by: grace)?.description.contains("store") == false)
        #expect(try bench.ask(OpenRepository(app: name("store"), access: .read), key: ada).first == "shop")
        let ci = try bench.ask(AddDeployKey(app: name("store"), text: RequestBench.keyText(210), label: "ci", days: nil), key: ada)
        #expect(try bench.ask(OpenRepository(app: old, access: .write), key: ci.id).name == "store")
        try bench.give("grace", "view", in: shop)
        #expect(refusal(OpenRepository(app: old, access: .write), by: grace)?.message == "grace may not push the app `store`")
        #expect(try bench.ask(OpenRepository(app: old, access: .read), key: grace).name == "store")
    }

    @Test func `our own programs know it by its first name, whatever they have heard`() throws {
        try rename("shop", "store")
        let root = try RequestBench()
        try root.app("shop")
        _ = try root.ask(RenameApp(app: name("shop"), newName: "store"))
        _ = try root.ask(TellNews(app: name("shop")))
        _ = try root.ask(TellNews(app: name("store")))
        #expect(try root.ask(FindRepository(folder: "shop")).text == "store")
        #expect(throws: Failure.self) { try root.ask(FindRepository(folder: "store")) }
        #expect(throws: Failure.self) { try root.ask(FindRepository(folder: "../shop")) }
        #expect(refusal(FindRepository(folder: "shop"), by: grace)?.code == .forbidden)
    }

    /// `store` was shop at first, and another app is called shop now.
    private func takeShop() throws -> AppName {
        try rename("shop", "store")
        let other = try bench.app("other")
        try bench.ledger.write { db in
            try db.setOwner(db.existing(other).id, "grace")
            try db.rename(db.existing(other), to: name("shop"), now: 1)
        }
        return other
    }

    @Test func `who is told is told of the app that is called so, and by its name`() throws {
        _ = try takeShop()
        let (store, taken) = (try name("store"), try name("shop"))
        let mail = "mail:user@example.com"
        #expect(try bench.ask(AddNotify(app: store, target: mail, events: [.crash]), key: ada).added.app == store)
        #expect(try bench.ask(ListNotify(app: store), key: ada).targets.map(\.target) == [mail])
        #expect(try bench.ask(ListNotify(app: taken), key: grace).targets.isEmpty)
        #expect(refusal(ListNotify(app: taken), by: ada)?.message == "there is no app `shop` that you may see")
        #expect(refusal(RemoveNotify(app: taken, target: mail), by: grace)?.message == "shop has nobody like that who is told")
        _ = try bench.ask(TestNotify(app: store, target: nil), key: ada)
        #expect(bench.runner.heard.contains { $0.contains("store: a test") })
        let twice = refusal(AddNotify(app: store, target: mail, events: nil), by: ada)
        #expect(twice?.message.hasPrefix("store tells that one already") == true)
        #expect(try bench.ask(RemoveNotify(app: store, target: mail), key: ada).map(\.app) == [store])
        #expect(try bench.ask(ListActivity(app: store, count: 9), key: ada).map(\.app) == ["store", "store", "store"])
        let cause = NotifyCause(app: AppName("shop", shown: "store"), .storage(limit: 1), since: 0)
        let message = NotifyText.message(cause, isOver: false, id: "1", at: 0, sender: "localhost")
        #expect(message.app == "store" && message.command == "renga run bash -a store" && !message.text.contains("shop"))
    }

    /// As our programs ask.
    private struct Asker: ControlTransport {
        let bench: RequestBench

        func ask<Asked: Request>(_ request: Asked, key: Int64?, inputs: [Int32], _ hear: (ControlProgress) throws -> Void) throws
            -> Asked.Answer
        { try bench.ask(request, key: key, inputs: inputs, hear) }
    }

    @Test func `what our programs ask is about their app, though another had its name at first`() throws {
        let root = try RequestBench()
        let (first, second) = (try root.app("first"), try root.app("second"))
        _ = try root.ask(RenameApp(app: first, newName: "third"))
        _ = try root.ask(RenameApp(app: second, newName: "first"))
        let app = try root.ledger.read { try $0.existing(second) }
        #expect(app.name.shown == "first")
        let opened = try ControlClient(Asker(bench: root)).ask(OpenPreview(app: app.name, ref: "refs/heads/preview/x"))
        let preview = try root.ledger.read { try $0.existing(opened.app) }
        #expect(preview.preview?.parent == app.id && opened.app.text == "x--first")
        #expect(try root.ask(ListPreviews(app: name("third"))).previews.isEmpty)
        #expect(try root.ledger.read { try $0.appsWithRepositories() }.map(\.shown) == ["third", "first"])
    }

    @Test func `previews stay what they are called, count once, and are no other app's`() throws {
        let root = try RequestBench { $0.preview.perAppMax = 2 }
        let shop = try root.app("shop")
        let refs = ["refs/heads/preview/x", "refs/heads/preview/y"]
        for ref in refs { _ = try root.ask(OpenPreview(app: shop, ref: ref)) }
        _ = try root.ask(RenameApp(app: shop, newName: "store"))
        _ = try root.ask(CheckPreviews(app: name("store"), refs: refs))
        _ = try root.ask(CheckPreviews(app: shop, refs: refs))
        #expect(try root.ask(OpenPreview(app: shop, ref: refs[0])).app.text == "x--shop")
        let other = try root.app("other")
        _ = try root.ask(RenameApp(app: other, newName: "shop"))
        #expect(
            throws: Failure(
                .conflict,
                "the preview of `preview/x` would be `x--shop`, which is another app's",
                hint: "push it by another name: git push heroku BRANCH:preview/NAME"
            )
        ) { try root.ask(CheckPreviews(app: name("shop"), refs: [refs[0]])) }
    }

    @Test(arguments: ["Store", "st", "-store", "store-", "store.git", "../x", "", "a\nb", String(repeating: "a", count: 31)])
    func `what is no name is refused, and nothing changes`(text: String) throws {
        #expect(refusal(RenameApp(app: shop, newName: text), by: ada)?.code == .invalid)
        #expect(try names() == ["shop"])
    }

    @Test func `a name that is taken, its own, or another's domain is refused`() throws {
        try bench.app("blog")
        #expect(refusal(RenameApp(app: shop, newName: "blog"), by: ada)?.message == "the name `blog` is already taken")
        #expect(refusal(RenameApp(app: shop, newName: "shop"), by: ada)?.message == "`shop` is what it is called")
        let blog = try name("blog")
        try bench.ledger.write { db in
            try db.insertDomain(#require(DomainName("wiki.localhost")), of: db.existing(blog).id, now: 1)
        }
        let words = refusal(RenameApp(app: shop, newName: "wiki"), by: ada)
        #expect(words?.code == .conflict && words?.message.contains("which is a domain of another app") == true)
        #expect(words?.description.contains("blog") == false)
        #expect(try names() == ["shop"])
    }

    @Test func `whoever may not manage it does not rename it`() throws {
        #expect(refusal(RenameApp(app: shop, newName: "store"), by: grace)?.code == .notFound)
        try bench.give("grace", "view, deploy, operate", in: shop)
        #expect(refusal(RenameApp(app: shop, newName: "store"), by: grace)?.message == "grace may not manage the app `shop`")
        try bench.give("grace", "manage", in: shop)
        try rename("shop", "store", by: grace)
    }

    @Test func `back to the first name it is as before, and every name of between leads to it`() throws {
        try rename("shop", "store")
        try rename("store", "mall")
        for old in ["shop", "store"] {
            #expect(try bench.ask(OpenRepository(app: name(old), access: .write), key: ada).name == "mall")
        }
        let back = try rename("mall", "shop")
        #expect(back.app.firstName == nil)
        #expect(try bench.ledger.read { try !$0.existing(shop).name.isRenamed })
        #expect(try bench.ledger.read { try $0.formerNames(of: $0.existing(shop).id) }.sorted() == ["mall", "store"])
        #expect(try bench.ask(DescribeApp(app: shop), key: ada).name.text == "shop")
    }

    @Test func `a former name is others' no more than the present one, and theirs who manage it`() throws {
        try rename("shop", "store")
        // To the word as of an app that is there.
        try bench.app("blog")
        let former = refusal(CreateApp(appName: "shop"), by: grace)
        let taken = refusal(CreateApp(appName: "blog"), by: grace)
        #expect(former?.description == taken?.description.replacing("blog", with: "shop") && former?.code == .conflict)

        let other = try bench.app("other")
        try bench.ledger.write { try $0.setOwner($0.existing(other).id, "grace") }
        #expect(refusal(RenameApp(app: other, newName: "shop"), by: grace)?.description == former?.description)

        // Hers: the name goes to the new app, and what was pushed by it goes there.
        try Files.makeDirectory(bench.root.repositories)
        let second = try bench.app("second")
        try bench.ledger.write { try $0.setOwner($0.existing(second).id, "ada") }
        try rename("second", "shop")
        let opened = try bench.ask(OpenRepository(app: name("shop"), access: .write), key: ada)
        #expect(opened.name == "shop" && opened.first == "second")
        #expect(try bench.ask(OpenRepository(app: name("store"), access: .write), key: ada).first == "shop")
        #expect(try bench.ask(DescribeApp(app: name("shop")), key: ada).firstName == "second")
        // Two that have changed names with each other.
        try rename("store", "second")
        #expect(try bench.ask(OpenRepository(app: name("second"), access: .write), key: ada).first == "shop")
    }

    @Test func `the address of before is added by that app, and by no other`() throws {
        try rename("shop", "store")
        let domain = try #require(DomainName("shop.localhost"))
        let other = try bench.app("other")
        try bench.ledger.write { try $0.setOwner($0.existing(other).id, "grace") }
        let words = refusal(AddDomain(app: other, domain: domain), by: grace)
        #expect(words?.message == "`shop.localhost` belongs to another app, by its name")
        #expect(
            try bench.ask(AddDomain(app: name("store"), domain: domain), key: ada).map(\.host) == ["store.localhost", "shop.localhost"]
        )
        #expect(refusal(CreateApp(appName: "shop"), by: ada)?.message.contains("which is a domain of the app store") == true)
    }

    @Test func `a new app of an old name has folders of its own`() throws {
        try rename("shop", "store")
        let free = try bench.ledger.read { try $0.firstName(of: name("shop")) }
        #expect(free.text == "shop-2" && free.shown == "shop")
        let long = try bench.app(String(repeating: "a", count: 30))
        let next = try bench.ledger.read { try $0.firstName(of: long) }
        #expect(next.text == String(repeating: "a", count: 28) + "-2" && next.shown == long.text)
        _ = try bench.ledger.write { try $0.insertApp(free, stack: "debian-13", uidBase: 20_000, now: 1) }
        #expect(try bench.ledger.read { try $0.firstName(of: name("shop")) }.text == "shop-3")
        #expect(try bench.ledger.read { try $0.app(called: "shop") }?.name.text == "shop-2")
        #expect(try bench.ledger.read { try $0.app(called: "shop-2") } == nil)
    }

    @Test func `no app gets a name twice, however many want it at once`() throws {
        let apps = try (0..<8).map { try bench.app("app-\($0)") }
        for app in apps { try bench.ledger.write { try $0.setOwner($0.existing(app).id, "ada") } }
        let ledger = bench.ledger
        let wanted = try name("wanted")
        try inThreads(apps.count) { index in
            // Seven of eight are refused by the ledger itself.
            _ = try? ledger.write { db in try db.rename(db.existing(apps[index]), to: wanted, now: 1) }
        }
        let called = try bench.ledger.read { try $0.apps() }.map(\.name.shown)
        #expect(called.filter { $0 == "wanted" }.count == 1 && Set(called).count == called.count)
    }

    @Test func `only so many names are kept for an app, and none once it is gone`() throws {
        for number in 0...Transaction.formerNamesMax + 2 { try rename(number == 0 ? "shop" : "name-\(number - 1)", "name-\(number)") }
        #expect(try bench.ledger.read { try $0.formerNames(of: $0.existing(shop).id) }.count == Transaction.formerNamesMax)
        _ = try bench.ledger.write { try $0.deleteApp($0.existing(shop).id) }
        #expect(try bench.ledger.read { try $0.app(formerly: "name-3") } == nil)
    }
}
