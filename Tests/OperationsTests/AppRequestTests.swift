import Ledger
import Linux
import Model
import RequestBench
import Testing
import Wire

/// What requests about an app do, over a ledger and beside a runner that writes down what it is asked.
@Suite("Requests about an app") struct AppRequestTests {
    private let bench: RequestBench
    private let shop: AppName

    init() throws {
        bench = try RequestBench { $0.dyno.quantityMax = 10 }
        shop = try bench.app("shop")
    }

    private func refusal(_ request: some Request) -> Failure? {
        #expect(throws: Failure.self) { _ = try bench.ask(request) }
    }

    @Test func `what there is not is said by every one of them`() throws {
        let none = try #require(AppName("none"))
        let requests: [any Request] = [
            DescribeApp(app: none), ListDynos(app: none), ShowFormation(app: none), ListConfigVars(app: none), ListReleases(app: none),
            ReadLogs(app: none, query: LogQuery()), DownloadSlug(app: none, version: nil), ListDomains(app: none), ClearDomains(app: none),
            ShowRouting(app: none), PauseRequests(app: none, isPaused: true), ListCertificates(app: none),
            ShowAutomaticCertificates(app: none), DestroyApp(app: none, confirm: "none"), OpenRepository(app: none, access: .read),
            AddCertificate(app: none, pem: ""), SetConfigVars(app: none, changes: ["A": "1"]), RollBackApp(app: none, version: nil),
        ]
        for request in requests {
            let failure = refusal(request)
            #expect(failure?.code == .notFound, "\(request)")
        }
    }

    @Test func `what an app takes, and who deployed it last, are told where they are asked for`() throws {
        let never = try bench.ask(DescribeApp(app: shop))
        #expect(never.lastDeployAt == nil && never.lastDeployBy == nil && never.memoryBytes == nil)
        try bench.release(of: shop, ["web": "serve"])
        _ = try bench.ask(SetConfigVars(app: shop, changes: ["A": "1"]))
        try Files.makeDirectory(bench.root.repository(shop))
        try Files.replace(bench.root.repository(shop) + "/pack", with: String(repeating: "x", count: 100_000))
        let other = try bench.app("other")
        bench.runner.set { $0.memoryUse = [shop: 300 << 20] }
        let info = try bench.ask(DescribeApp(app: shop))
        #expect(info.memoryBytes == 300 << 20 && (info.repositoryBytes ?? 0) >= 100_000, "\(info)")
        // A change of config vars is a release, and no deploy of code.
        #expect(info.release == 2 && info.lastDeployBy == "ada" && info.lastDeployAt == Moment.text(3))
        let long = try bench.ask(ListApps(isLong: true))
        #expect(long.first { $0.name == shop }?.memoryBytes == 300 << 20 && long.first { $0.name == other }?.memoryBytes == nil)
        #expect(try bench.ask(ListApps()).allSatisfy { $0.memoryBytes == nil })
    }

    @Test func `quantities are set, logged and limited`() throws {
        let scale = { (word: String) throws in ScaleDynos(app: shop, changes: [try #require(ScaleChange(word))]) }
        #expect(refusal(try scale("web=1"))?.message == "Nothing was pushed to shop yet.")
        #expect(try bench.ask(ShowFormation(app: shop)).idle?.reason == .neverPushed)
        try bench.release(of: shop, ["web": "serve", "worker": "work"])
        #expect(try bench.ask(ShowFormation(app: shop)).quantities == ["web": 1, "worker": 0])
        #expect(try bench.ask(try scale("worker+2")) == ["web": 1, "worker": 2])
        #expect(bench.runner.heard == ["log shop: Scaled to worker@2 by user root", "wake"])
        #expect(refusal(try scale("web=11"))?.code == .limit)
        #expect(refusal(try scale("clock=1"))?.hint == "its process types are web, worker; others come from the Procfile")
        #expect(try bench.ask(try scale("web=0")) == ["web": 0, "worker": 2])
        #expect(try bench.ask(ShowFormation(app: shop)).idle == nil)
        #expect(refusal(ScaleDynos(app: shop, changes: []))?.code == .invalid)
    }

    @Test func `config vars are one release, or none`() throws {
        let made = try bench.ask(SetConfigVars(app: shop, changes: ["A": "1", "B": "2"], skipsRelease: true))
        #expect(made.version == 1 && made.message == "Set A, B config vars")
        #expect(bench.runner.heard == ["release by root, config, without its release command"])
        #expect(try bench.ask(SetConfigVars(app: shop, changes: ["A": nil])).message == "Remove A config vars")
        #expect(refusal(SetConfigVars(app: shop, changes: ["C": "3", "PORT": "80"]))?.code == .invalid)
        #expect(refusal(SetConfigVars(app: shop, changes: [:]))?.message == "nothing to set")
        let archive = refusal(SetConfigVars(app: shop, changes: ["BUILDPACK_URL": "https://example.com/x.ZIP"]))
        #expect(archive?.message.contains("BUILDPACK_URL") == true && archive?.message.contains("of the form .zip") == true)
        #expect(try bench.ask(ListConfigVars(app: shop)) == ["B": "2"])
        #expect(try bench.ask(ListReleases(app: shop)).map(\.version) == [2, 1])
    }

    @Test func `a config var that is not set is said, and is no failure`() throws {
        _ = try bench.ask(SetConfigVars(app: shop, changes: ["GREETING": "hi", "B": "2"]))
        var said: [String] = []
        func unset(_ names: String...) throws -> MadeRelease {
            said = []
            let changes = Dictionary(uniqueKeysWithValues: names.map { ($0, String?.none) })
            return try bench.ask(SetConfigVars(app: shop, changes: changes)) { if case .line(let line) = $0 { said.append(line) } }
        }
        #expect(try unset("B", "C").message == "Remove B config vars" && said == ["`C` is not set"])
        let none = try unset("GREETNG")
        #expect(none.version == nil && said == ["`GREETNG` is not set: did you mean `GREETING`?"])
        #expect(try bench.ask(ListReleases(app: shop)).count == 2 && bench.ask(ListConfigVars(app: shop)) == ["GREETING": "hi"])
    }

    @Test func `config vars that were edited are set where nobody has changed them since`() throws {
        _ = try bench.ask(SetConfigVars(app: shop, changes: ["A": "1", "B": "2"]))
        let made = try bench.ask(EditConfigVars(app: shop, base: 1, vars: ["A": "2", "C": "3"]))
        #expect(made.version == 2 && made.message == "Set A, C and remove B config vars")
        #expect(try bench.ask(EditConfigVars(app: shop, base: 2, vars: ["A": "2", "C": "3"])).version == nil)
        let late = refusal(EditConfigVars(app: shop, base: 1, vars: [:]))
        #expect(late?.code == .conflict && late?.message == "`A`, `B`, `C` have changed since v1, which you edited")
        #expect(refusal(EditConfigVars(app: shop, base: 2, vars: ["PORT": "1"]))?.code == .invalid)
        #expect(refusal(EditConfigVars(app: shop, base: 9, vars: [:]))?.code == .notFound)
        #expect(try bench.ask(ListConfigVars(app: shop)) == ["A": "2", "C": "3"])
    }

    @Test func `a release says what it changed, and values where they are asked for`() throws {
        try bench.release(of: shop, ["web": "serve"], config: ["A": "1", "B": "2"], versions: ["python": "3.12"])
        try bench.release(of: shop, ["web": "serve it", "worker": "work"], config: ["A": "1", "B": "3", "C": "4"])
        let details = try bench.ask(DescribeRelease(app: shop, version: nil))
        #expect(details.release.version == 2 && details.previous == 1 && details.release.current)
        #expect(details.changes.map(\.name) == ["Process type web", "Process type worker", "Version of python"])
        #expect(details.changes.map(\.after) == ["serve it", "work", nil])
        #expect(details.config.map(\.name) == ["B", "C"] && details.config.allSatisfy { $0.before == nil && $0.after == nil })
        let values = try bench.ask(DescribeRelease(app: shop, version: 2, showsValues: true))
        #expect(values.config.map(\.after) == ["3", "4"] && values.config.map(\.before) == ["2", nil])
        #expect(DescribeRelease(app: shop, version: 2).needs == .view)
        #expect(DescribeRelease(app: shop, version: 2, showsValues: true).needs == .deploy)
        let first = try bench.ask(DescribeRelease(app: shop, version: 1))
        #expect(first.previous == nil && !first.release.current)
        #expect(refusal(DescribeRelease(app: shop, version: 9))?.message == "there is no v9 of `shop`: the newest is v2")
    }

    @Test func `a rollback goes to what can run, and keeps a web process`() throws {
        #expect(refusal(RollBackApp(app: shop, version: nil))?.message == "`shop` has no older release to go back to")
        try bench.release(of: shop, ["worker": "work"], config: ["A": "1"])
        try bench.release(of: shop, ["web": "serve"], config: ["A": "2"])
        #expect(refusal(RollBackApp(app: shop, version: 2))?.message == "v2 is what `shop` runs")
        #expect(refusal(RollBackApp(app: shop, version: 9))?.message == "there is no v9 of `shop`: the newest is v2")
        #expect(refusal(RollBackApp(app: shop, version: 1))?.message.hasPrefix("v1 has no process type `web`") == true)
        try bench.release(of: shop, ["web": "serve", "worker": "work"], config: ["A": "3"])
        let made = try bench.ask(RollBackApp(app: shop, version: nil))
        #expect(made.version == 4 && made.message == "Rollback to v2")
        #expect(try bench.ask(ListConfigVars(app: shop)) == ["A": "2"])
    }

    @Test func `a rollback to what never had code says which was the first`() throws {
        let blog = try bench.ask(CreateApp(appName: "blog")).name
        #expect(refusal(RollBackApp(app: blog, version: 1))?.message == "v1 has no code: nothing was pushed to `blog` yet")
        try bench.release(of: blog, ["web": "serve"])
        #expect(refusal(RollBackApp(app: blog, version: 1))?.message == "v1 has no code: the first deploy was v3")
    }

    @Test func `domains belong to one app, and are served before it is said`() throws {
        let domain = try #require(DomainName("www.example.com"))
        let blog = try bench.app("blog")
        #expect(try bench.ask(AddDomain(app: shop, domain: domain)).map(\.host) == ["shop.localhost", "www.example.com"])
        #expect(
            bench.runner.heard == ["log shop: Add domain www.example.com by user root", "await routes", "wake certificates"]
        )
        #expect(refusal(AddDomain(app: shop, domain: domain))?.code == .conflict)
        #expect(refusal(AddDomain(app: blog, domain: domain))?.message == "`www.example.com` is a domain of the app shop")
        #expect(refusal(RemoveDomain(app: blog, domain: domain))?.code == .notFound)
        #expect(try bench.ask(RemoveDomain(app: shop, domain: domain)).map(\.host) == ["shop.localhost"])
        let heard = bench.runner.heard.count
        #expect(try bench.ask(ClearDomains(app: shop)).count == 1)
        #expect(bench.runner.heard.count == heard, "nothing was there to clear")
    }

    @Test func `a router that does not answer is no reason to refuse, and is said`() throws {
        bench.runner.set { $0.routerAnswers = false }
        var lines: [String] = []
        let routing = try bench.ask(PauseRequests(app: shop, isPaused: true)) { if case .line(let line) = $0 { lines.append(line) } }
        #expect(routing.paused && lines == ["The router does not answer: it will serve accordingly as soon as it does."])
        #expect(refusal(ReportRouter())?.message == "the router does not answer")
    }

    @Test func `dynos are the runner's, and what keeps requests from them the ledger's`() throws {
        try bench.release(of: shop, ["web": "serve"])
        _ = try bench.ask(SetMaintenance(app: shop, isOn: true, page: "<h1>soon</h1>"))
        #expect(try bench.ask(ShowRouting(app: shop)).ownPage)
        bench.runner.set {
            $0.dynos = [DynoSummary(name: "web.1", type: "web", state: "up", release: 1, command: "serve", since: "", candidate: false)]
        }
        let found = try bench.ask(ListDynos(app: shop))
        #expect(found.dynos.map(\.name) == ["web.1"] && found.maintenance && !found.paused && found.idle == nil)
        #expect(refusal(SetMaintenance(app: shop, isOn: true, page: String(repeating: "x", count: 65_537)))?.code == .limit)
    }

    @Test func `an app is made whole, and removed whole once its name was said twice`() throws {
        let made = try bench.ask(CreateApp(appName: "blog"))
        #expect(made.gitURL == "git@localhost:blog.git" && made.release == 2)
        #expect(refusal(CreateApp(appName: "blog"))?.message == "the name `blog` is already taken")
        #expect(refusal(CreateApp(appName: "No Name"))?.code == .invalid)
        let blog = made.name
        #expect(bench.runner.heard.prefix(2) == ["begin log blog", "log blog: Initial release by user root"])
        #expect(refusal(DestroyApp(app: blog, confirm: ""))?.message == "destroying `blog` needs its name once more")
        #expect(refusal(DestroyApp(app: blog, confirm: "shop"))?.message == "`shop` is not `blog`")
        _ = try bench.ask(DestroyApp(app: blog, confirm: "blog"))
        #expect(bench.runner.heard.suffix(3) == ["end log blog", "wake", "sweep blog"])
        #expect(try bench.ask(ListApps()).map(\.name) == [shop])
    }

    /// Transactions that make or remove an app come to an end that is not taken, as where the disk is full.
    private func refuseCommits() throws {
        let script = """
            import sqlite3, sys
            sqlite3.connect(sys.argv[1]).executescript('''
                CREATE TABLE held (app INTEGER REFERENCES apps (id) DEFERRABLE INITIALLY DEFERRED);
                CREATE TRIGGER made AFTER INSERT ON apps BEGIN INSERT INTO held VALUES (-1); END;
                CREATE TRIGGER gone AFTER DELETE ON apps BEGIN INSERT INTO held VALUES (-1); END;
            ''')
            """
        try Command("/usr/bin/python3", ["-c", script, bench.root.ledger]).check()
    }

    @Test func `what an app has stays, and what it would have goes, where the ledger does not take the end`() throws {
        let blog = try bench.ask(CreateApp(appName: "blog")).name
        let log = bench.root.logs(blog) + "/app.log"
        try Files.makeDirectory(bench.root.logs(blog))
        try Files.replace(log, with: "one")
        try refuseCommits()
        #expect(refusal(DestroyApp(app: blog, confirm: "blog"))?.code == .internal)
        #expect(bench.runner.heard.contains("end log blog") && bench.runner.heard.count { $0 == "begin log blog" } == 2)
        #expect(try Files.text(log) == "one" && Files.exists(bench.root.repository(blog) + "/HEAD"))
        #expect(refusal(CreateApp(appName: "wiki"))?.code == .internal)
        #expect(try Files.list(bench.root.repositories) == ["blog.git"])
        #expect(try bench.ask(ListApps()).map(\.name) == [blog, shop])
    }

    @Test func `an app that can have no lock is not made`() throws {
        try Files.removeTree(bench.root.locks)
        #expect(refusal(CreateApp(appName: "wiki")) != nil)
        #expect(try bench.ask(ListApps()).map(\.name) == [shop])
        #expect(try Files.list(bench.root.repositories).isEmpty)
    }

    @Test func `the log comes as progress, and who follows it stays`() throws {
        bench.runner.set { $0.logLines = ["one", "two"] }
        var heard: [ControlProgress] = []
        _ = try bench.ask(ReadLogs(app: shop, query: LogQuery())) { heard.append($0) }
        #expect(heard == [.log(["one", "two"])])
        var query = LogQuery()
        query.tail = true
        #expect(ReadLogs(app: shop, query: query).isEndless && !ReadLogs(app: shop, query: LogQuery()).isEndless)
    }
}
