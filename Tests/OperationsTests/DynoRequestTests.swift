import Ledger
import Model
import RequestBench
import Testing
import Wire

@Suite("Requests about dynos") struct DynoRequestTests {
    private let bench: RequestBench
    private let shop: AppName

    init() throws {
        bench = try RequestBench()
        shop = try bench.app("shop")
    }

    private func release(web: Int = 1, worker: Int = 1) throws {
        try bench.release(of: shop, ["web": "serve", "worker": "work", "clock": "tick"])
        try bench.ledger.write { db in
            let app = try db.existing(shop).id
            try db.setFormation(app, type: "web", quantity: web)
            try db.setFormation(app, type: "worker", quantity: worker)
        }
    }

    private func running(_ names: String..., state: String = "up") {
        let dynos = names.map { name in
            DynoSummary(
                name: name,
                type: String(name.prefix { $0 != "." }),
                state: state,
                release: 3,
                command: "serve",
                since: "",
                candidate: false
            )
        }
        bench.runner.set { $0.dynos = dynos }
    }

    private func refusal(_ request: some Request) -> Failure? {
        #expect(throws: Failure.self) { _ = try bench.ask(request) }
    }

    private var orders: DynoOrders { get throws { try bench.ledger.read { try $0.dynoOrders($0.existing(shop).id) } } }

    @Test func `a restart is kept in the ledger, and waited for`() throws {
        try release(web: 2)
        running("web.1", "web.2", "worker.1")
        let up = try bench.ask(RestartDynos(app: shop, targets: []))
        #expect(up.dynos == ["web": 2, "worker": 1] && up.isGapless)
        #expect(try orders.restarts == ["web": 1, "worker": 1, "clock": 1])
        #expect(bench.runner.heard.contains("await web.1, web.2, worker.1 of shop anew"))
        #expect(bench.runner.heard.contains("log shop: Restart of all dynos by user root"))
        _ = try bench.ask(RestartDynos(app: shop, targets: ["web.2"]))
        #expect(try orders.restarts == ["web": 1, "worker": 1, "clock": 1, "web.2": 2])
    }

    @Test func `where the app was down there was a gap`() throws {
        try release()
        running("web.1", state: "crashed")
        #expect(try bench.ask(RestartDynos(app: shop, targets: ["web"])).isGapless == false)
    }

    @Test func `a restart whose dynos do not come up is taken back while others serve, and else kept`() throws {
        try release()
        running("web.1", "worker.1")
        bench.runner.set { $0.bootFailure = Failure(.bootFailed, "the new web.1 exited with status 1", detail: ["no database"]) }
        let failure = refusal(RestartDynos(app: shop, targets: ["web"]))
        #expect(failure?.message == "the new web.1 exited with status 1; the one before it serves on, and nothing more is changed")
        #expect(failure?.detail == ["no database"])
        #expect(try orders.restarts == [:])
        running("web.1", state: "crashed")
        #expect(refusal(RestartDynos(app: shop, targets: ["web"]))?.hint == "its tries go on, with pauses: renga ps -a shop")
        #expect(try orders.restarts == ["web": 2])
    }

    @Test func `what is not there is not restarted`() throws {
        #expect(refusal(RestartDynos(app: shop, targets: []))?.message == "Nothing was pushed to shop yet.")
        try release()
        running("web.1", "worker.1", "run.4821")
        #expect(refusal(RestartDynos(app: shop, targets: ["web.7"]))?.message == "`shop` has no dyno `web.7`: there are web.1, worker.1")
        #expect(refusal(RestartDynos(app: shop, targets: ["clock"]))?.hint == "renga ps:scale clock=1 -a shop")
        #expect(refusal(RestartDynos(app: shop, targets: ["run.4821"]))?.hint == "to stop it: renga ps:stop run.4821 -a shop")
        #expect(try orders == DynoOrders())
        try bench.ledger.write { db in
            let app = try db.existing(shop).id
            for type in ["web", "worker"] { try db.setFormation(app, type: type, quantity: 0) }
        }
        #expect(refusal(RestartDynos(app: shop, targets: []))?.message == "All process types of shop are at 0.")
    }

    @Test func `what is stopped is said, with what comes again`() throws {
        try release(web: 2)
        running("web.1", "web.2", "worker.1", "run.4821")
        let answer = try bench.ask(StopDynos(app: shop, targets: ["web.1", "run.4821"]))
        #expect(answer.stopped == ["web.1", "run.4821"] && answer.quantities == ["web": 2])
        #expect(bench.runner.heard.contains("log shop: Stopped web.1, run.4821 by user root"))
        #expect(refusal(StopDynos(app: shop, targets: ["web.3"]))?.code == .notFound)
        #expect(refusal(StopDynos(app: shop, targets: []))?.code == .invalid)
        running("web.1", state: "crashed")
        #expect(refusal(StopDynos(app: shop, targets: ["web.1"]))?.message == "web.1 does not run")
    }

    @Test func `who waits is told where there is nothing to wait for`() throws {
        #expect(try bench.ask(AwaitDynos(app: shop, targets: [])).idle?.reason == .neverPushed)
        try release()
        #expect(try bench.ask(AwaitDynos(app: shop, targets: ["web"])).up.dynos == ["web": 1])
        #expect(bench.runner.heard.contains("await web.1 of shop"))
    }

    @Test func `more dynos are not taken away than there are, and a near type is named`() throws {
        try release(web: 1)
        func scale(_ word: String) throws -> ScaleDynos { ScaleDynos(app: shop, changes: [try #require(ScaleChange(word))]) }
        #expect(refusal(try scale("web-5"))?.message == "`web-5` would be -4: web is at 1")
        #expect(refusal(try scale("wbe=1"))?.hint?.hasPrefix("did you mean `web`?") == true)
        #expect(try bench.ask(try scale("web-1"))["web"] == 0)
    }

    @Test func `sizes are kept by type, waited for, and shown`() throws {
        try release(web: 2)
        running("web.1", "web.2", "worker.1")
        #expect(try bench.ask(SetDynoSizes(app: shop, sizes: ["web": "1GB"])).dynos == ["web": 2])
        #expect(try orders.sizes == ["web": "1GB"])
        #expect(bench.runner.heard.contains("await web.1, web.2 of shop anew"))
        #expect(bench.runner.heard.contains("log shop: Sized to web=1GB by user root"))
        let web = try bench.ask(ShowDynoSizes(app: shop)).types.first { $0.type == "web" }
        #expect(web?.memoryBytes == 1 << 30 && web?.quantity == 2 && web?.size == "1GB")
        _ = try bench.ask(SetDynoSizes(app: shop, sizes: [:], all: "standard-2x"))
        #expect(try orders.sizes == ["web": "standard-2x", "worker": "standard-2x", "clock": "standard-2x"])
        #expect(try bench.ask(ScaleDynos(app: shop, changes: [try #require(ScaleChange("web=1:512MB"))]))["web"] == 1)
        #expect(try orders.sizes["web"] == "512MB")
        _ = try bench.ask(SetDynoSizes(app: shop, sizes: ["web": "default"]))
        #expect(try orders.sizes["web"] == nil)
    }

    @Test func `the most that dynos of a type have used is of the release that serves`() throws {
        try release(web: 2)
        func dyno(_ name: String, _ release: Int, used: Int64, peak: Int64?) -> DynoSummary {
            var dyno = DynoSummary(name: name, type: "web", state: "up", release: release, command: "", since: "", candidate: false)
            (dyno.memoryBytes, dyno.memoryPeakBytes) = (used, peak)
            return dyno
        }
        let former = dyno("web.3", 1, used: 900, peak: 9000)
        bench.runner.set { $0.dynos = [dyno("web.1", 2, used: 100, peak: 400), dyno("web.2", 2, used: 200, peak: 300), former] }
        let web = try bench.ask(ShowDynoSizes(app: shop)).types.first { $0.type == "web" }
        #expect(web?.peakBytes == 400 && web?.release == 2 && web?.usedBytes == 900)
        bench.runner.set { $0.dynos = [dyno("web.1", 2, used: 100, peak: nil)] }
        let unknown = try bench.ask(ShowDynoSizes(app: shop)).types.first { $0.type == "web" }
        #expect(unknown?.peakBytes == nil && unknown?.usedBytes == 100)
    }

    @Test func `a size that boots nothing is as if it had not been said, unless nothing served before`() throws {
        try release()
        _ = try bench.ask(SetDynoSizes(app: shop, sizes: ["web": "1GB"]))
        running("web.1", "worker.1")
        bench.runner.set { $0.bootFailure = Failure(.bootFailed, "the new web.1 was killed for its memory") }
        #expect(refusal(SetDynoSizes(app: shop, sizes: ["web": "64MB"]))?.code == .bootFailed)
        #expect(try orders.sizes == ["web": "1GB"])
        #expect(refusal(SetDynoSizes(app: shop, sizes: ["nothing": "1GB"]))?.code == .notFound)
        #expect(refusal(SetDynoSizes(app: shop, sizes: ["web": "1GB", "worker": "1"]))?.code == .invalid)
        #expect(try orders.sizes == ["web": "1GB"])
        running("web.1", state: "crashed")
        #expect(refusal(SetDynoSizes(app: shop, sizes: ["web": "64MB"]))?.code == .bootFailed)
        #expect(try orders.sizes == ["web": "64MB"])
    }
}
