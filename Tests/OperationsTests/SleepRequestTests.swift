import Ledger
import Linux
import Model
import RequestBench
import Testing
import Wire

@Suite("Requests about sleep") struct SleepRequestTests {
    private let bench: RequestBench
    private let shop: AppName
    private let settings = SleepSettings(afterSeconds: 1_800, wholeApp: false)

    init() throws {
        bench = try RequestBench()
        shop = try bench.app("shop")
    }

    private func refusal(_ request: some Request) -> Failure? {
        #expect(throws: Failure.self) { _ = try bench.ask(request) }
    }

    private func putToSleep() throws {
        try bench.ledger.write { db in
            let deploy = try #require(try db.existing(shop).currentDeploy)
            try db.putToSleep(shop, deploy: deploy, settings, now: 5_000_000)
        }
    }

    private var idleSince: String? { get throws { try bench.ask(ShowSleep(app: shop)).idleSince } }

    @Test func `say when an app sleeps, before its first push as well`() throws {
        #expect(try bench.ask(ShowSleep(app: shop)) == SleepSummary(settings: nil, idleSince: nil))
        #expect(try bench.ask(SetSleep(app: shop, settings: settings)).settings == settings)
        #expect(bench.runner.heard == ["log shop: Sleep after 30min by user root", "wake"])
        #expect(try bench.ask(ListActivity(app: shop, count: 10)).first?.what == "Sleep after 30min")
        #expect(try bench.ask(SetSleep(app: shop, settings: nil)).settings == nil)
        #expect(try bench.ask(ShowSleep(app: shop)).settings == nil)
    }

    @Test func `refuse what is too short or too long, and an app that nobody could wake`() throws {
        for seconds in [0, 59, 30 * 86_400 + 1, .max, -5] {
            #expect(refusal(SetSleep(app: shop, settings: SleepSettings(afterSeconds: seconds, wholeApp: false)))?.code == .invalid)
        }
        try bench.release(of: shop, ["worker": "work"])
        let failure = refusal(SetSleep(app: shop, settings: settings))
        #expect(failure?.code == .refused && failure?.message.contains("no process type `web` (it has worker)") == true)
        // To take it back is always possible.
        #expect(try bench.ask(SetSleep(app: shop, settings: nil)).settings == nil)
    }

    @Test func `know who sleeps, until somebody works on it`() throws {
        try bench.release(of: shop, ["web": "serve", "worker": "work"])
        _ = try bench.ask(SetSleep(app: shop, settings: settings))
        try putToSleep()
        #expect(try idleSince == Moment.text(5_000_000))
        #expect(try bench.ask(DescribeApp(app: shop)).idleSince == Moment.text(5_000_000))
        #expect(try bench.ask(ListApps()).first?.idleSince != nil)
        #expect(try bench.ask(ShowStatus()).idle == 1)
        // Another time does not wake it.
        _ = try bench.ask(SetSleep(app: shop, settings: SleepSettings(afterSeconds: 7_200, wholeApp: false)))
        #expect(try idleSince != nil)
        _ = try bench.ask(SetSleep(app: shop, settings: settings))
        _ = try bench.ask(ScaleDynos(app: shop, changes: [try #require(ScaleChange("worker=1"))]))
        #expect(try idleSince == nil)
        try putToSleep()
        _ = try bench.ask(RestartDynos(app: shop, targets: []))
        #expect(try idleSince == nil)
        try putToSleep()
        try bench.release(of: shop, ["web": "serve"], config: ["A": "1"])
        #expect(try idleSince == nil)
        #expect(try bench.ask(ShowStatus()).idle == 0)
    }

    @Test func `put nothing to sleep that has changed since it was decided`() throws {
        try bench.release(of: shop, ["web": "serve"])
        let old = try #require(try bench.ledger.read { try $0.existing(shop).currentDeploy })
        _ = try bench.ask(SetSleep(app: shop, settings: settings))
        try bench.release(of: shop, ["web": "serve"], config: ["A": "1"])
        try bench.ledger.write { try $0.putToSleep(shop, deploy: old, settings, now: 1) }
        #expect(try idleSince == nil)
        _ = try bench.ask(SetSleep(app: shop, settings: SleepSettings(afterSeconds: 60, wholeApp: false)))
        try putToSleep()
        #expect(try idleSince == nil)
        try bench.ledger.write { try $0.wake(#require(AppName("nobody"))) }
    }
}
