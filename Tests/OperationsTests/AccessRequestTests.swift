import Ledger
import Linux
import Model
import RequestBench
import Testing
import Wire

/// Who lets whom into what, and what those who are not in hear.
@Suite("People and their apps") struct AccessRequestTests {
    private let bench: RequestBench
    private let ada: Int64
    private let grace: Int64

    init() throws {
        bench = try RequestBench(as: RequestBench.gitUID)
        ada = try bench.person("ada")
        grace = try bench.person("grace")
    }

    private func refusal(_ request: some Request, by key: Int64) -> Failure? {
        #expect(throws: Failure.self) { _ = try bench.ask(request, key: key) }
    }

    private func app(_ name: String, of owner: String) throws -> AppName {
        let app = try bench.app(name)
        try bench.ledger.write { try $0.setOwner($0.existing(app).id, owner) }
        return app
    }

    @Test func `an app that is another's is as one that is not there, whatever is asked`() throws {
        let shop = try app("shop", of: "ada")
        let missing = try #require(AppName("nope"))
        func words(_ make: (AppName) -> any Request, _ app: AppName) -> String? {
            let request = make(app)
            return failure(of: request)?.description.replacing(app.text, with: "APP")
        }
        func failure(of request: some Request) -> Failure? { refusal(request, by: grace) }
        let asked: [(AppName) -> any Request] = [
            { DescribeApp(app: $0) }, { ListConfigVars(app: $0) }, { SetMaintenance(app: $0, isOn: true, page: nil) },
            { DestroyApp(app: $0, confirm: $0.text) }, { OpenRepository(app: $0, access: .write) }, { ListAccess(app: $0) },
            { GiveAccess(app: $0, person: "grace", permissions: nil) }, { ListActivity(app: $0, count: 10) }, { LeaveApp(app: $0) },
        ]
        for make in asked {
            let theirs = words(make, shop)
            #expect(theirs != nil && theirs == words(make, missing))
        }
        #expect(try bench.ask(ListApps(), key: grace).isEmpty)
        #expect(try bench.ask(ShowStatus(), key: grace).apps == 0)
        #expect(try bench.ask(ListApps(), key: ada).map(\.name) == [shop])
    }

    @Test func `the owner lets somebody in, who may then what was given, and no more`() throws {
        let shop = try app("shop", of: "ada")
        let given = try bench.ask(GiveAccess(app: shop, person: "grace", permissions: nil), key: ada)
        #expect(given.access.permissions == "view, deploy, operate" && given.before == nil && !given.isNewPerson)
        #expect(try bench.ask(DescribeApp(app: shop), key: grace).name == shop)
        #expect(refusal(GiveAccess(app: shop, person: "grace", permissions: .all), by: grace)?.code == .forbidden)
        #expect(refusal(DestroyApp(app: shop, confirm: "shop"), by: grace)?.message == "grace may not manage the app `shop`")

        let less = try bench.ask(GiveAccess(app: shop, person: "grace", permissions: try AppPermissions("view")), key: ada)
        #expect(less.before == "view, deploy, operate" && less.access.permissions == "view")
        #expect(refusal(ListConfigVars(app: shop), by: grace)?.message == "grace may not deploy the app `shop`")
        #expect(try bench.ask(ListAccess(app: shop), key: grace).map(\.name) == ["ada", "grace"])

        _ = try bench.ask(TakeAccess(app: shop, person: "grace"), key: ada)
        #expect(refusal(DescribeApp(app: shop), by: grace)?.code == .notFound)
        #expect(refusal(TakeAccess(app: shop, person: "grace"), by: ada)?.code == .notFound)
        #expect(refusal(TakeAccess(app: shop, person: "ada"), by: ada)?.code == .refused)
        #expect(refusal(GiveAccess(app: shop, person: "ada", permissions: nil), by: ada)?.code == .conflict)
    }

    @Test func `somebody new comes with a key, and nobody adds a key to somebody who is known`() throws {
        let shop = try app("shop", of: "ada")
        let unknown = refusal(GiveAccess(app: shop, person: "eve@example.com", permissions: nil), by: ada)
        #expect(unknown?.code == .notFound && unknown?.hint?.contains("renga access:add eve@example.com -a shop < key.pub") == true)
        let key = RequestBench.keyText(200)
        let eve = try bench.ask(GiveAccess(app: shop, person: "eve@example.com", permissions: nil, keys: key), key: ada)
        #expect(eve.isNewPerson && eve.keys.map(\.owner) == ["eve@example.com"])
        let number = try #require(eve.keys.first).id
        #expect(try bench.ask(IdentifyCaller(), key: number).standing == .person)
        #expect(try bench.ask(ListApps(), key: number).map(\.name) == [shop])
        // Else whoever manages an app would act as whomever they like: a person of theirs, or who looks after the machine.
        let more = GiveAccess(app: shop, person: "grace", permissions: nil, keys: RequestBench.keyText(201))
        #expect(refusal(more, by: ada)?.message == "`grace` is known here already, with another key")
        #expect(refusal(GiveAccess(app: shop, person: "mallory", permissions: nil, keys: key), by: ada)?.code == .conflict)
        #expect(try bench.ask(GiveAccess(app: shop, person: "eve@example.com", permissions: nil, keys: key), key: ada).keys.isEmpty)
        for name in ["", "root", "a b", "x\u{1B}[2J", String(repeating: "a", count: 101), "-f", "$(id)"] {
            #expect(
                refusal(GiveAccess(app: shop, person: name, permissions: nil, keys: RequestBench.keyText(202)), by: ada)?.code == .invalid
            )
        }
    }

    @Test func `an app goes to another owner, and the one of before stays until taken away`() throws {
        let shop = try app("shop", of: "ada")
        #expect(refusal(TransferApp(app: shop, person: "nobody"), by: ada)?.code == .notFound)
        _ = try bench.ask(TransferApp(app: shop, person: "grace"), key: ada)
        #expect(try bench.ask(ListAccess(app: shop), key: grace).map(\.kind) == [.owner, .collaborator])
        #expect(try bench.ask(DescribeApp(app: shop), key: ada).owner == "grace")
        _ = try bench.ask(LeaveApp(app: shop), key: ada)
        #expect(refusal(DescribeApp(app: shop), by: ada)?.code == .notFound)
        #expect(refusal(LeaveApp(app: shop), by: grace)?.code == .refused)
    }

    @Test func `a deploy key pushes to its app, and does nothing else, until its end`() throws {
        let (shop, blog) = (try app("shop", of: "ada"), try app("blog", of: "ada"))
        let text = RequestBench.keyText(203)
        let key = try bench.ask(AddDeployKey(app: shop, text: text, label: "ci", days: 90), key: ada)
        #expect(key.owner == "ci" && key.app == shop && key.until != nil)
        #expect(try bench.ask(OpenRepository(app: shop, access: .write), key: key.id).url.hasSuffix("shop.git"))
        #expect(try bench.ask(IdentifyCaller(), key: key.id).apps == [shop])
        #expect(Standing.deployKey.permissions.contains(MakeWay.permission), "what git unpacks for it makes way as everybody's does")
        let refused = "the deploy key `ci` may push, and nothing else"
        #expect(refusal(OpenRepository(app: shop, access: .read), by: key.id)?.message == refused)
        #expect(refusal(ListConfigVars(app: shop), by: key.id)?.message == refused)
        #expect(refusal(CreateApp(appName: "mine"), by: key.id)?.message == refused)
        #expect(refusal(ListApps(), by: key.id)?.message == refused)
        #expect(refusal(OpenRepository(app: blog, access: .write), by: key.id)?.code == .notFound)

        #expect(refusal(AddDeployKey(app: blog, text: text, label: "other", days: nil), by: ada)?.code == .conflict)
        #expect(refusal(AddDeployKey(app: shop, text: RequestBench.keyText(204), label: "ci", days: nil), by: ada)?.code == .conflict)
        #expect(refusal(AddDeployKey(app: shop, text: RequestBench.keyText(204), label: "grace", days: nil), by: ada)?.code == .conflict)
        #expect(refusal(AddDeployKey(app: shop, text: RequestBench.keyText(204), label: "x", days: 0), by: ada)?.code == .invalid)
        #expect(refusal(AddDeployKey(app: shop, text: RequestBench.keyText(204), label: "x", days: nil), by: grace)?.code == .notFound)

        let ended = try bench.ledger.write { db in
            let old = try PublicKey(RequestBench.keyText(206))
            return try db.insertKey(old, owner: "old", fingerprint: "SHA256:old", app: db.existing(shop).id, expiresAt: 1, now: 0)
        }
        let late = refusal(OpenRepository(app: shop, access: .write), by: ended)
        #expect(late?.code == .forbidden && late?.message.hasPrefix("the key `old` has ended on 1970-") == true)
        #expect(try bench.ask(RemoveKeys(key: "ci", confirm: nil), key: ada).map(\.owner) == ["ci"])
    }

    @Test func `a key of one's own is added and removed by oneself, and others' are not there`() throws {
        let more = try bench.ask(AddKeys(text: RequestBench.keyText(205) + " root@laptop"), key: ada)
        #expect(more.map(\.owner) == ["ada"], "whatever its comment says")
        #expect(try bench.ask(ListKeys(), key: ada).map(\.owner) == ["ada", "ada"])
        #expect(refusal(RemoveKeys(key: "\(grace)", confirm: nil), by: ada)?.code == .notFound)
        #expect(try bench.ask(RemoveKeys(key: "root@laptop", confirm: nil), key: ada).count == 1)
        #expect(refusal(AddKeys(text: RequestBench.keyText(2)), by: ada)?.message.contains("somebody else's") == true)
    }

    @Test func `who looks after the machine may everything, and is made by nobody else`() throws {
        let shop = try app("shop", of: "ada")
        let root = try bench.key("boss")
        #expect(try bench.ask(DescribeApp(app: shop), key: root).name == shop)
        #expect(refusal(ListPeople(), by: ada)?.code == .forbidden)
        #expect(refusal(ListActivity(app: nil, count: 1), by: ada)?.code == .forbidden)
        #expect(refusal(SetAdministrator(person: "ada", isOn: true), by: ada)?.code == .forbidden)
        #expect(try bench.ask(ListPeople(), key: root).map(\.name) == ["ada", "boss", "grace"])
        _ = try bench.ask(SetAdministrator(person: "grace", isOn: true), key: root)
        #expect(try bench.ask(ListApps(), key: grace).map(\.name) == [shop])
        _ = try bench.ask(SetAdministrator(person: "grace", isOn: false), key: root)
        #expect(try bench.ask(ListApps(), key: grace).isEmpty)
        #expect(refusal(SetAdministrator(person: "boss", isOn: false), by: root)?.code == .refused)

        #expect(refusal(ForgetPerson(person: "ada", confirm: ""), by: root)?.code == .refused)
        _ = try bench.ask(ForgetPerson(person: "ada", confirm: "ada"), key: root)
        #expect(refusal(IdentifyCaller(), by: ada)?.message == "this key is not known any more")
        #expect(try bench.ask(ListAccess(app: shop), key: root).isEmpty, "the app stays, and is nobody's in particular")
    }

    @Test func `a name that somebody has taken is told, and no key of root's is joined to it unseen`() throws {
        let shop = try app("shop", of: "ada")
        let squatter = RequestBench.keyText(210)
        _ = try bench.ask(GiveAccess(app: shop, person: "boss@example.com", permissions: nil, keys: squatter), key: ada)
        let root = try bench.key("root@machine")
        let joined = refusal(AddKeys(text: RequestBench.keyText(211) + " boss@example.com"), by: root)
        #expect(joined?.message == "`boss@example.com` is known here already, brought in by ada")
        #expect(joined?.hint?.contains("renga people:remove boss@example.com") == true)
        let blog = try app("blog", of: "grace")
        let given = try bench.ask(GiveAccess(app: blog, person: "boss@example.com", permissions: nil), key: grace)
        #expect(given.addedBy == "ada")
    }

    @Test func `an app's successor of the same name knows nothing of it`() throws {
        let first = try bench.ask(CreateApp(appName: "shop"), key: ada).name
        _ = try bench.ask(SetConfigVars(app: first, changes: ["SECRET": "x"]), key: ada)
        try bench.ledger.write { try $0.deleteApp($0.existing(first).id) }
        try Files.removeTree(bench.root.repository(first))
        let second = try bench.ask(CreateApp(appName: "shop"), key: grace).name
        #expect(try bench.ask(ListActivity(app: second, count: 10), key: grace).map(\.what) == ["Create"])
    }

    @Test func `of deploy keys of several apps one is named by its fingerprint`() throws {
        let (shop, blog) = (try app("shop", of: "ada"), try app("blog", of: "ada"))
        for (number, app) in [UInt8(220): shop, 221: blog] {
            _ = try bench.ask(AddDeployKey(app: app, text: RequestBench.keyText(number), label: "ci", days: nil), key: ada)
        }
        let several = refusal(RemoveKeys(key: "ci", confirm: nil), by: ada)
        #expect(several?.message == "deploy keys of several apps are called `ci`")
        let one = try #require(try bench.ask(ListKeys(), key: ada).first { $0.app == blog })
        #expect(try bench.ask(RemoveKeys(key: one.fingerprint, confirm: nil), key: ada).map(\.app) == [blog])
    }

    @Test func `what was changed is told by whom and from where, without values`() throws {
        let made = try bench.ask(CreateApp(appName: "shop"), key: ada).name
        #expect(try bench.ask(ListAccess(app: made), key: ada).map(\.name) == ["ada"])
        _ = try bench.ask(SetConfigVars(app: made, changes: ["SECRET": "hunter2", "OLD": nil]), key: ada)
        #expect(throws: Failure.self) { try bench.ask(SetMaintenance(app: made, isOn: true, page: nil), key: grace) }
        let line =
            #"{"version":2,"request":"giveAccess","key":\#(ada),"origin":"203.0.113.7","#
            + #""parameters":{"app":"shop","person":"grace","permissions":"view"}}"#
        _ = bench.answer(line)
        let activity = try bench.ask(ListActivity(app: made, count: 10), key: grace)
        #expect(activity.map(\.what) == ["Give grace access: view", "Set SECRET; Unset OLD", "Create"])
        #expect(activity.map(\.person) == ["ada", "ada", "ada"])
        #expect(activity.map(\.origin) == ["203.0.113.7", nil, nil])
        // What is no address is nobody's word.
        _ = bench.answer(line.replacing("203.0.113.7", with: "\\u001b[2J").replacing("view", with: "deploy"))
        #expect(try bench.ask(ListActivity(app: made, count: 1), key: grace).map(\.origin) == [nil])
    }
}
