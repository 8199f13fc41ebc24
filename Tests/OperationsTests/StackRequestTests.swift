import Ledger
import Linux
import Model
import RequestBench
import Sandbox
import Testing
import Wire

@testable import Operations

@Suite("What an app stands on") struct StackRequestTests {
    private static let stack = StackDefinition(name: "debian-13", title: "Debian 13", suite: "trixie")
    private static let key = LayerStore.key(of: stack)

    private let bench: RequestBench
    private let store: LayerStore
    private let shop: AppName

    init() throws {
        bench = try RequestBench()
        shop = try bench.app("shop")
        store = try LayerStore(directory: bench.root.layers)
        bench.runner.set { $0.stacks = [Self.stack] }
    }

    private func make(_ key: String) throws {
        try store.create(key, LayerRecord(kind: .stack, title: "debian-13")) { try Files.makeDirectory($0 + "/root") }
    }

    private func release(on base: String) throws {
        let layers: [SlugManifest.Layer] = [
            .init(key: "source-1", role: .source, name: "source"), .init(key: "toolchain-go-1", role: .toolchain, name: "go"),
            .init(key: "packages-gone", role: .toolchain, name: "python3"), .init(key: base, role: .stack, name: "debian-13"),
        ]
        try bench.release(of: shop, ["web": "serve"], layers: layers)
    }

    /// As if Debian had been asked.
    private func say(_ packages: [FixedPackage], askedAt: Int64) throws {
        let news = PackageNews(askedAt: askedAt, packages)
        let folder = "\(bench.root.layers)/.apt-\(Self.key)"
        try Files.makeDirectory(folder)
        try Files.replace("\(folder)/news-packages-gone.json", with: try JSONCoder.encode(news))
    }

    private let bash = FixedPackage(name: "bash", version: "1", newer: "2", isSecurity: true)

    @Test func `is said with its age, and without a push nobody is asked for anything`() throws {
        #expect(try bench.ask(DescribeStack(app: shop)) == StackSummary(stack: "debian-13", release: nil, layers: []))
        #expect(bench.runner.heard.isEmpty)
        try make(Self.key)
        try release(on: Self.key)
        let stack = try bench.ask(DescribeStack(app: shop))
        #expect(stack.release == 1 && stack.layers.map(\.title) == ["debian-13", "python3", "go"])
        #expect(stack.layers.map { $0.madeAt != nil } == [true, false, false])
        #expect(stack.layers.first?.madeAt.flatMap(Moment.seconds) ?? 0 > 1_700_000_000)
        #expect(stack.hasNewerBase == false)
    }

    @Test func `Debian is asked once an hour, and what it had before is told with why it cannot be asked now`() throws {
        try make(Self.key)
        try release(on: Self.key)
        bench.runner.set { $0.build = { _ in throw Failure(.unavailable, "Debian's archive could not be asked") } }
        let unknown = try bench.ask(DescribeStack(app: shop))
        #expect(unknown.news == nil && unknown.problem == "Debian's archive could not be asked")
        #expect(bench.runner.heard == ["build news --app shop"])
        try say([bash], askedAt: 5)
        let old = try bench.ask(DescribeStack(app: shop))
        #expect(old.news?.packages == [bash] && old.news?.askedAt == 5 && old.problem != nil)
        #expect(try bench.ask(ShowStatus()).outdated == [shop])
        try say([], askedAt: Moment.wallMicroseconds())
        let now = try bench.ask(DescribeStack(app: shop))
        #expect(now.news?.count == 0 && now.problem == nil)
        #expect(bench.runner.heard.count == 2)
        #expect(try bench.ask(ShowStatus()).outdated == [])
    }

    @Test func `a newer base system of its stack makes an app one that is behind, and moves it not`() throws {
        try make(Self.key)
        try release(on: Self.key)
        let newer = LayerStore.key(of: Self.stack, madeAt: 1_790_000_000_000_000)
        try bench.ledger.write { try AppBase.set(newer, of: Self.stack, $0) }
        #expect(try bench.ask(ShowStatus()).outdated == [])
        try make(newer)
        #expect(try bench.ask(ShowStatus()).outdated == [shop])
        #expect(try bench.ask(DescribeStack(app: shop)).hasNewerBase == true)
        // Of another definition of the stack none is newer, nor the one that new apps get.
        var other = Self.stack
        other.packages = ["curl"]
        #expect(try bench.ledger.read { try AppBase.newest(of: other, $0) } == LayerStore.key(of: other))
        try release(on: newer)
        #expect(try bench.ask(ShowStatus()).outdated == [])
    }

    @Test func `is brought up to date by the program that builds, and what came of it is what the ledger says`() throws {
        #expect(try bench.ask(UpgradeStack(app: shop)) == StackUpgradeSummary(app: shop, isEmpty: true))
        try make(Self.key)
        try release(on: Self.key)
        #expect(try bench.ask(UpgradeStack(app: shop)) == StackUpgradeSummary(app: shop))
        #expect(bench.runner.heard == ["build upgrade --app shop --actor root"])
        bench.runner.set { $0.build = { _ in throw Failure(.bootFailed, "web.1 did not come up") } }
        let failure = #expect(throws: Failure.self) { _ = try bench.ask(UpgradeStack(app: shop)) }
        #expect(failure?.code == .bootFailed)
        let (ledger, name) = (bench.ledger, shop)
        bench.runner.set {
            $0.build = { _ in
                try ledger.write { db in
                    let app = try db.existing(name)
                    let slug = try app.currentDeploy.flatMap { try db.deploy($0)?.slug }
                    let new = NewDeploy(app: app.id, kind: .stack, state: .booting, slug: slug, config: [:], description: "", actor: "root")
                    _ = try db.release(try db.insertDeploy(new, now: 1), now: 2)
                }
            }
        }
        #expect(try bench.ask(UpgradeStack(app: shop)) == StackUpgradeSummary(app: shop, version: 2))
    }
}
