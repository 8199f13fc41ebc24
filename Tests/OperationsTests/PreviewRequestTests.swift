import Ledger
import Linux
import Model
import Planning
import RequestBench
import Synchronization
import Testing
import Wire

@testable import Operations

@Suite("Requests about previews") struct PreviewRequestTests {
    private static let ref = "refs/heads/preview/x"
    private let bench: RequestBench
    private let shop: AppName

    init() throws {
        bench = try RequestBench { $0.preview.perAppMax = 3 }
        shop = try bench.app("shop")
    }

    private func refusal(_ request: some Request, key: Int64? = nil) -> Failure? {
        #expect(throws: Failure.self) { _ = try bench.ask(request, key: key) }
    }

    private func named(_ text: String) throws -> AppName { try #require(AppName(text)) }

    private func open(_ branch: String) throws -> OpenPreview.Answer {
        try bench.ask(OpenPreview(app: shop, ref: "refs/heads/preview/\(branch)"))
    }

    @Test func `one is made once, begins at v2 with config vars of its own, and is new until something is released`() throws {
        try bench.ledger.write { db in
            let id = try db.existing(shop).id
            try db.replaceConfigVars(id, with: ["SECRET": "the app's"])
        }
        _ = try bench.ask(SetPreviewConfig(app: shop, changes: ["API": "sandbox", "HEROKU_BRANCH": "mine"]))
        let made = try open("Feature/x")
        #expect(made.isNew && made.app.text.hasPrefix("feature-x-") && made.app.text.hasSuffix("--shop"))
        #expect(try open("Feature/x") == made)
        let known = ["HEROKU_APP_NAME": made.app.text, "HEROKU_BRANCH": "Feature/x", "HEROKU_PARENT_APP_NAME": "shop"]
        #expect(try bench.ask(ListConfigVars(app: made.app)) == known.merging(["API": "sandbox"]) { $1 })
        #expect(try bench.ask(ListReleases(app: made.app)).map(\.version) == [2, 1])
        let listed = try bench.ask(ListPreviews(app: shop))
        #expect(listed.previews.map(\.branch) == ["Feature/x"] && listed.previews.first?.pushedAt == nil && !listed.all && listed.most == 3)
        try bench.release(of: made.app, ["web": "serve"], config: known)
        #expect(try !open("Feature/x").isNew)
        // By what was seen to pass, whatever the clock said when it was pushed.
        func days() throws -> Int64 {
            let listed = try bench.ask(ListPreviews(app: shop)).previews.first?.expiresAt
            let end = try #require(listed.flatMap(Moment.seconds))
            return (end - Moment.wallMicroseconds() / 1_000_000 + 43_200) / 86_400
        }
        #expect(try days() == 30)
        try bench.ledger.write { db in
            let row = try db.existing(made.app)
            let last = try db.lastPush(row.id)
            let push = try #require(last)
            #expect(push.at < 86_400_000_000)
            try db.setPreviewAge(row.id, PreviewAge(push: push.deploy, seconds: 10 * 86_400))
        }
        #expect(try days() == 20)
        let summary = try bench.ask(DescribeApp(app: made.app))
        #expect(summary.parent == shop && summary.branch == "Feature/x" && summary.gitURL.hasSuffix(":shop.git"))
        #expect(Files.exists(bench.root.buildLogs(made.app)) && !Files.exists(bench.root.repository(made.app)))
    }

    @Test func `there are no more than may be, and none of what makes none`() throws {
        for branch in ["a", "b", "c"] { _ = try open(branch) }
        #expect(refusal(OpenPreview(app: shop, ref: "refs/heads/preview/d"))?.message == "`shop` would have 4 previews, and may have 3")
        #expect(try open("a").isNew)
        let key = try bench.key("ada")
        let more = CheckPreviews(app: shop, refs: ["refs/heads/preview/a", "refs/heads/preview/d"])
        #expect(refusal(more, key: key)?.code == .limit)
        _ = try bench.ask(CheckPreviews(app: shop, refs: ["refs/heads/preview/a", "refs/heads/preview/b"]), key: key)
        for ref in ["refs/heads/x", "refs/heads/main", "refs/tags/x", "nonsense", "refs/heads/preview/..", "refs/heads/preview/\u{FFFD}"] {
            #expect(refusal(OpenPreview(app: shop, ref: ref))?.message.contains("makes no preview of `shop`") == true, "\(ref)")
        }
        #expect(try refusal(OpenPreview(app: named("a--shop"), ref: Self.ref))?.message.contains("makes no preview") == true)
        #expect(refusal(OpenPreview(app: shop, ref: Self.ref), key: key)?.code == .forbidden, "for our own programs")
        #expect(try refusal(EndPreview(app: named("a--shop")), key: key)?.code == .forbidden)
    }

    @Test func `they are of the app that is pushed to, whichever is called by its first name now`() throws {
        let other = try bench.app("blog")
        _ = try bench.ask(RenameApp(app: other, newName: "diary"))
        _ = try bench.ask(RenameApp(app: shop, newName: "blog"))
        let parent = try bench.ledger.read { try $0.existing(shop) }
        // As the builder does, which has the app of the repository.
        let made = try ControlClient(bench).ask(OpenPreview(app: parent.name, ref: Self.ref))
        #expect(made.app.text == "x--blog")
        #expect(try bench.ledger.read { try $0.existing(made.app).preview?.parent } == parent.id)
        // And the hook, by its name of now, or of before where it was renamed meanwhile.
        let key = try bench.key("ada")
        for name in ["blog", "shop"] { _ = try bench.ask(CheckPreviews(app: named(name), refs: [Self.ref]), key: key) }
    }

    @Test func `nobody has the name of another app's preview before it is there`() throws {
        let other = try bench.app("other")
        for name in ["x--shop.localhost", "www.x--shop.localhost"] {
            let words = refusal(AddDomain(app: other, domain: try DomainName(typed: name)))
            #expect(words?.message.hasSuffix("names with two dashes are for previews, `BRANCH--APP`") == true)
        }
        _ = try bench.ask(AddDomain(app: other, domain: try DomainName(typed: "xn--mnchen-3ya.localhost")))
        _ = try bench.ask(AddDomain(app: other, domain: try DomainName(typed: "x--shop.example")))
    }

    @Test func `two branches that would be one are told so, before anything is built`() throws {
        _ = try bench.ask(SetPreviews(app: shop, all: true))
        _ = try bench.ask(OpenPreview(app: shop, ref: "refs/heads/x"))
        #expect(
            refusal(OpenPreview(app: shop, ref: Self.ref))?.message == "the preview of `preview/x` would be `x--shop`, which is that of `x`"
        )
        let both = CheckPreviews(app: shop, refs: ["refs/heads/y", "refs/heads/preview/y"])
        #expect(refusal(both)?.message == "the preview of `preview/y` would be `y--shop`, which is that of `y`")
        _ = try bench.app("old--shop")
        #expect(refusal(OpenPreview(app: shop, ref: "refs/heads/old"))?.message.hasSuffix("which is an app of its own") == true)
    }

    @Test func `those who may something in the app may it there, and nobody else`() throws {
        let people = try RequestBench(as: RequestBench.gitUID)
        let (ada, grace) = (try people.person("ada"), try people.person("grace"))
        let shop = try people.app("shop")
        let name = try named("x--shop")
        try people.ledger.write { db in
            try db.setOwner(db.existing(shop).id, "ada")
            let row = try db.existing(shop)
            _ = try db.insertPreview(name, of: row, try #require(RefName(Self.ref)), uidBase: 20_000, now: 1)
        }
        func refused(_ request: some Request, _ key: Int64) -> Failure? {
            #expect(throws: Failure.self) { _ = try people.ask(request, key: key) }
        }
        #expect(refused(DescribeApp(app: name), grace)?.code == .notFound)
        #expect(refused(AddDomain(app: name, domain: try DomainName(typed: "a.example")), grace)?.code == .notFound)
        _ = try people.ask(GiveAccess(app: shop, person: "grace", permissions: try AppPermissions("view")), key: ada)
        #expect(try people.ask(DescribeApp(app: name), key: grace).parent == shop)
        #expect(refused(ListConfigVars(app: name), grace)?.code == .forbidden)
        #expect(refused(DestroyPreview(app: shop, branch: "x"), grace)?.code == .forbidden)
        #expect(try people.ask(ListAccess(app: name), key: grace).map(\.name) == ["ada", "grace"])
        #expect(try people.ask(ListApps(), key: grace).map(\.name.text) == ["shop", "x--shop"])
        // A deploy key of the app pushes its branches, and sees nothing.
        let text = RequestBench.keyText(203)
        _ = try people.ask(AddDeployKey(app: shop, text: text, label: "ci", days: 90), key: ada)
        let ci = try #require(people.ledger.read { try $0.keys() }.first { $0.owner == "ci" }?.id)
        _ = try people.ask(CheckPreviews(app: shop, refs: [Self.ref]), key: ci)
        #expect(refused(DescribeApp(app: name), ci)?.code == .forbidden)
        #expect(refused(DestroyPreview(app: shop, branch: "x"), ci)?.code == .forbidden)
    }

    @Test func `what an app has alone is refused of a preview, and leads to its app`() throws {
        let name = try open("x").app
        let asked: [any Request] = [
            AddDomain(app: name, domain: try DomainName(typed: "a.example")), SetAutomaticCertificates(app: name, enabled: true),
            GiveAccess(app: name, person: "ada", permissions: nil), AddDeployKey(app: name, text: "x", label: nil, days: nil),
            SetPreviewConfig(app: name, changes: ["A": "1"]), SetPreviews(app: name, all: true), ListPreviews(app: name),
        ]
        func refused(_ request: some Request) -> Failure? { refusal(request) }
        for request in asked {
            let failure = refused(request)
            #expect(failure?.code == .refused && failure?.hint == "its app: -a shop", "\(request)")
        }
        let push = refusal(OpenRepository(app: name, access: .write))
        #expect(push?.hint?.contains("push `preview/x` there") == true && push?.message.contains("a branch of `shop`") == true)
        #expect(refusal(CreateApp(appName: "a--b"))?.message.contains("two dashes are for previews") == true)
    }

    @Test func `config vars for previews are set, removed and refused as an app's own`() throws {
        #expect(try bench.ask(SetPreviewConfig(app: shop, changes: ["A": "1", "B": "2"])) == ["A": "1", "B": "2"])
        let archive = refusal(SetPreviewConfig(app: shop, changes: ["BUILDPACK_URL": "https://example.com/x.zip"]))
        #expect(archive?.message.contains("of the form .zip") == true, "\(String(describing: archive))")
        #expect(try bench.ask(SetPreviewConfig(app: shop, changes: ["A": nil, "NONE": nil])) == ["B": "2"])
        #expect(try bench.ask(ListPreviewConfig(app: shop)) == ["B": "2"] && bench.ask(ListConfigVars(app: shop)).isEmpty)
        for changes in [[:], ["1": "x"], ["PORT": "1"], ["A": String(repeating: "x", count: 70_000)]] as [[String: String?]] {
            _ = refusal(SetPreviewConfig(app: shop, changes: changes))
        }
    }

    @Test func `app.json's pr-predestroy is run before one goes, however it goes, and keeps none`() throws {
        let failure = Failure(.buildFailed, "app.json's pr-predestroy command `drop` ended with status 3")
        bench.runner.set { $0.command = { if $0.app.text == "c--shop" { throw failure } } }
        func made(_ branch: String) throws -> AppName {
            let app = try open(branch).app
            try bench.release(of: app, ["web": "serve"], config: ["KEY": "1"], predestroy: "drop")
            return app
        }
        func heard() -> [String] { bench.runner.heard.filter { $0.contains("predestroy") } }
        func asked<Asked: Request>(_ request: Asked) throws -> [String] {
            var told: [String] = []
            _ = try bench.ask(request) { if case .line(let line) = $0 { told.append(line) } }
            return told
        }
        let order = Mutex<ReleaseCommand.Order?>(nil)
        for (branch, request) in [("a", nil), ("b", false), ("c", true)] as [(String, Bool?)] {
            let app = try made(branch)
            let told =
                switch request {
                case nil: try asked(DestroyPreview(app: shop, branch: branch))
                case false?: try asked(EndPreview(app: app))
                case true?: try asked(DestroyApp(app: app, confirm: app.text))
                }
            let last = branch == "c" ? "\(failure.message); the preview c--shop is destroyed all the same" : "has ended"
            #expect(
                told.count == 2 && told[0] == "Running app.json's pr-predestroy command of \(app)..." && told[1].hasSuffix(last),
                "\(told)"
            )
            // Its app has it: its own log goes with it.
            #expect(heard().contains("log shop: \(told[1])") && heard().contains("predestroy of \(app): drop"))
            let all = bench.runner.heard
            let (ran, gone) = (all.firstIndex(of: "predestroy of \(app): drop"), all.firstIndex(of: "end log \(app)"))
            #expect(ran ?? .max < gone ?? .min, "it is an app still when it runs")
        }
        #expect(try bench.ask(ListPreviews(app: shop)).previews.isEmpty)
        // With its app; one of which nothing was released has none, and the app's own is not run.
        _ = try made("d")
        _ = try open("e")
        try bench.release(of: shop, ["web": "serve"], predestroy: "drop")
        bench.runner.set { script in script.command = { made in order.withLock { $0 = made } } }
        let before = heard().filter { $0.hasPrefix("predestroy of") }.count
        _ = try bench.ask(DestroyApp(app: shop, confirm: "shop"))
        #expect(heard().filter { $0.hasPrefix("predestroy of") }.dropFirst(before) == ["predestroy of d--shop: drop"])
        let run = try #require(order.withLock { $0 })
        #expect(run.kind == .predestroy && run.config["KEY"] == "1" && (200...300).contains(run.secondsMax ?? 0))
    }

    @Test func `what such a command prints is heard up to a bound, and whoever goes away ends nothing`() throws {
        final class Deaf: Client {
            func line(_ text: String) {}
            func log(_ lines: [String]) {}
            func bytes(_ count: Int64, _ write: (Int32) throws -> Void) {}
            func tell(_ text: String) -> Bool { text != "  2" }
            let hasHungUp = true
            let descriptor: Int32 = 0
        }
        let logged = Mutex<[String]>([])
        let client = FarewellClient(Deaf(), linesMax: 3) { line in logged.withLock { $0.append(line) } }
        client.say("begun")
        for number in 1...5 { #expect(client.tell("\(number)")) }
        #expect(logged.withLock { $0 } == ["begun", "  1", "  2", "  3"] && client.leftOut == ", and 2 lines more than are shown")
        #expect(!client.hasHungUp && client.descriptor < 0)
    }

    @Test func `one goes alone, by its branch or its name, and all go with their app`() throws {
        for branch in ["a", "b", "c"] { _ = try open(branch) }
        #expect(refusal(DestroyPreview(app: shop, branch: "nothing-like-it"))?.hint?.contains("renga previews -a shop") == true)
        let gone = try bench.ask(DestroyPreview(app: shop, branch: "b"))
        #expect(gone.preview.text == "b--shop" && gone.keptBranch == nil)
        _ = try bench.ask(EndPreview(app: named("c--shop")))
        _ = try bench.ask(EndPreview(app: named("c--shop")))
        #expect(refusal(EndPreview(app: shop))?.message == "`shop` is no preview")
        #expect(try bench.ask(ListPreviews(app: shop)).previews.map(\.branch) == ["a"])
        #expect(refusal(DestroyApp(app: shop, confirm: ""))?.hint?.contains("its previews go with it: a--shop") == true)
        try Files.makeDirectory(bench.root.storage(try named("a--shop")) + "/data")
        _ = try bench.ask(DestroyApp(app: shop, confirm: "shop"))
        #expect(try bench.ledger.read { try $0.apps() }.isEmpty)
        #expect(try Files.list(bench.root.storage).isEmpty, "nothing of a preview is kept")
    }
}
