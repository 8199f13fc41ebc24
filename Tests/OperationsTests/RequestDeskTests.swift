import Model
import Operations
import Planning
import RequestBench
import Testing
import Wire

@Suite("Where requests arrive") struct RequestDeskTests {
    @Test func `who asks is the kernel's word, and the key is believed of the git user and root`() throws {
        let bench = try RequestBench()
        let ada = try bench.key("ada@example.com")
        let desk = RequestDesk(bench.platform, bench.runner)
        func peer(_ uid: UInt32, _ key: Int64?) throws -> Peer { try desk.peer(uid: uid, git: RequestBench.gitUID, key: key) }
        #expect(try peer(0, nil) == .root)
        #expect(try peer(0, ada) == .key(owner: "ada@example.com", number: ada, standing: .administrator))
        #expect(try peer(RequestBench.gitUID, ada) == .key(owner: "ada@example.com", number: ada, standing: .administrator))
        #expect(try peer(RequestBench.gitUID, nil) == .git)
        #expect(try peer(1000, nil) == .stranger(uid: 1000))
        #expect(try peer(1000, ada) == .stranger(uid: 1000))
        let gone = #expect(throws: Failure.self) { try peer(RequestBench.gitUID, ada + 1) }
        #expect(gone?.message == "this key is not known any more")
    }

    @Test func `what the platform's own programs ask is refused to keys, and to the git user everything`() throws {
        let bench = try RequestBench(as: RequestBench.gitUID)
        let (app, ada) = (try bench.app("shop"), try bench.key("ada"))
        for key in [ada, nil] {
            #expect { try bench.ask(BootCandidates(app: app, deploy: 1), key: key) } throws: { ($0 as? Failure)?.code == .forbidden }
        }
        #expect { try bench.ask(ListApps()) } throws: { ($0 as? Failure)?.code == .forbidden }
        #expect(try bench.ask(ListApps(), key: ada).map(\.name) == [app])
        #expect(bench.runner.heard.isEmpty)
    }

    @Test func `an app that is not there may be one whose name is near, of those that one may see`() throws {
        let bench = try RequestBench()
        for name in ["flasky", "secret"] { try bench.app(name) }
        func refusal(_ request: some Request) -> Failure? { #expect(throws: Failure.self) { try bench.ask(request) } }
        let flsky = try #require(AppName("flsky"))
        let near = refusal(DescribeApp(app: flsky))
        #expect(near?.message == "there is no app `flsky`" && near?.hint == "did you mean `flasky`?")
        #expect(refusal(DestroyApp(app: flsky, confirm: "flsky"))?.hint == "did you mean `flasky`?")
        let pushed = refusal(OpenRepository(app: flsky, access: .write))
        #expect(pushed?.hint == "did you mean `flasky`? Or create it with `ssh git@localhost create flsky`, then push again")
        #expect(refusal(DescribeApp(app: try #require(AppName("other"))))?.hint == "`renga apps` lists the apps there are")
        let ada = try bench.person("ada")
        try bench.give("ada", "view", in: try #require(AppName("flasky")))
        func words(_ name: String) throws -> String? {
            let failure = #expect(throws: Failure.self) { try bench.ask(DescribeApp(app: try #require(AppName(name))), key: ada) }
            return failure?.description.replacing(name, with: "APP")
        }
        let secret = try words("secret")
        #expect(secret?.contains("there is no app `APP` that you may see") == true)
        #expect(try secret == words("secert"), "a name that is near to one that is hidden is as any other")
        #expect(try words("flsky")?.contains("did you mean `flasky`?") == true)
    }

    @Test func `a role in the app decides, and a list has what may be seen`() throws {
        let bench = try RequestBench(as: RequestBench.gitUID)
        let (shop, blog, wiki) = (try bench.app("shop"), try bench.app("blog"), try bench.app("wiki"))
        let ada = try bench.person("ada")
        try bench.give("ada", "view", in: shop)
        try bench.give("ada", "deploy,operate", in: blog)
        #expect(try bench.ask(ListApps(), key: ada).map(\.name.text).sorted() == ["blog", "shop"])
        bench.runner.set { script in
            var report = RouterReport(worker: 4711)
            report.apps = [RouterReport.noApp, "blog", "shop", "wiki"].map { RouterReport.App(name: $0) }
            // By what they were called at first: the router may not know yet that a name is another's now.
            report.apps += [RouterReport.App(name: "store", first: "shop"), RouterReport.App(name: "shop", first: "wiki")]
            script.reports = [report]
        }
        #expect(try bench.ask(ReportRouter(), key: ada).map { $0.apps.map(\.name) } == [[RouterReport.noApp, "blog", "shop", "store"]])
        #expect(try bench.ask(DescribeApp(app: shop), key: ada).name == shop)
        func refusal(_ request: some Request) -> String? {
            #expect(throws: Failure.self) { _ = try bench.ask(request, key: ada) }?.message
        }
        #expect(refusal(DescribeApp(app: wiki)) == "there is no app `wiki` that you may see")
        #expect(refusal(SetMaintenance(app: shop, isOn: true, page: nil)) == "ada may not operate the app `shop`")
        #expect(try bench.ask(SetMaintenance(app: blog, isOn: true, page: nil), key: ada).maintenance)
        #expect(refusal(DestroyApp(app: blog, confirm: "blog")) == "ada may not manage the app `blog`")
        // To read is to see, to write is to push.
        #expect(try bench.ask(OpenRepository(app: shop, access: .read), key: ada).url == "git@localhost:shop.git")
        #expect(refusal(OpenRepository(app: shop, access: .write)) == "ada may not push the app `shop`")
        for app in [shop, wiki] {
            let failure = #expect(throws: Failure.self) { try bench.ask(OpenRepository(app: app, access: .write), key: ada) }
            // Whoever pushes has git and ssh alone.
            #expect(failure?.hint?.contains("ssh git@localhost access") == true && failure?.hint?.contains("renga ") == false)
        }
        #expect(try bench.ask(OpenRepository(app: blog, access: .write), key: ada).url == "git@localhost:blog.git")
    }

    @Test func `a request of a name or a version that the runner does not know is answered in words`() throws {
        let bench = try RequestBench()
        func answer(_ line: String) throws -> Failure? {
            let last = Array(bench.answer(line).last.utf8)
            guard case .failure(let failure) = try MessageChannel.value(ControlReply<Done>.self, of: last) else { return nil }
            return failure
        }
        let name = try answer(#"{"parameters":{},"request":"makeCoffee","version":2}"#)
        #expect(name?.message == "the runner does not know the request `makeCoffee`")
        #expect(name?.hint?.contains("systemctl restart renga-runner") == true)
        let newer = try answer(#"{"parameters":{"new":1},"request":"apps","version":3}"#)
        #expect(newer?.message == "the runner speaks version 2 of the control socket's messages, and was asked in version 3")
        let never = try answer(#"{"request":"apps","version":1}"#)
        #expect(never?.hint == "the program is of an older version: run the command again")
        let wrong = try answer(#"{"parameters":{"app":7},"request":"info","version":2}"#)
        #expect(wrong?.message == "the parameters of `info` are not understood")
        for line in ["what is this", "[]", #"{"request":7}"#, ""] { #expect(try answer(line)?.message == "this is no request") }
    }

    @Test func `what breaks is said to who asked, and noted for who looks after the runner`() throws {
        let bench = try RequestBench()
        let app = try bench.app("shop")
        bench.runner.set { $0.logIsBroken = true }
        let failure = #expect(throws: Failure.self) { try bench.ask(ReadLogs(app: app, query: LogQuery())) }
        #expect(failure?.code == .internal && failure?.hint == "the runner's log has more")
        #expect(bench.runner.heard.count == 1 && bench.runner.heard[0].hasPrefix("note a request failed: "))
    }
}
