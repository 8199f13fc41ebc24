import Ledger
import Model
import RequestBench
import Testing
import Wire

@Suite("Toolchains of an app") struct ToolchainRequestTests {
    private let bench: RequestBench
    private let shop: AppName

    init() throws {
        bench = try RequestBench()
        shop = try bench.app("shop")
    }

    private func release(_ versions: [String: String]) throws { try bench.release(of: shop, ["web": "serve"], versions: versions) }

    private func pins() throws -> [String: String] { try bench.ledger.read { try $0.pins(try $0.existing(shop).id) } }

    @Test func `are those of the release that serves, since the one that brought them, with what is newer`() throws {
        #expect(try bench.ask(ListToolchains(app: shop)).isEmpty)
        try release(["python": "3.13.4"])
        try release(["python": "3.13.5", "nodejs": "20"])
        try release(["python": "3.13.5", "nodejs": "22.1.0"])
        bench.runner.set { $0.versions = ["python": ["3.14.1", "3.13.9", "3.13.5", "3.13", "3.15.0a2"], "nodejs": ["20"]] }
        let all = try bench.ask(ListToolchains(app: shop))
        #expect(all.map(\.toolchain) == ["nodejs", "python"] && all.map(\.version) == ["22.1.0", "3.13.5"])
        #expect(all.map(\.since) == [3, 2] && all.allSatisfy { $0.sinceAt != nil && $0.because == "it was asked for" && $0.isKept })
        #expect(all.map(\.newer) == [nil, "3.13.9"] && all.map(\.newest) == [nil, "3.14.1"])
        #expect(try bench.ask(ShowStatus()).behind == [shop])
        bench.runner.set { $0.versions = ["python": ["3.14.1"]] }
        #expect(try bench.ask(ShowStatus()).behind == [])
    }

    @Test func `are kept from push to push until somebody lets the next one choose, and what runs stays`() throws {
        try release(["python": "3.13.5", "nodejs": "20"])
        #expect(try pins() == ["python": "3.13.5", "nodejs": "20"])
        let failure = #expect(throws: Failure.self) { _ = try bench.ask(UpdateToolchains(app: shop, toolchains: ["pyhton"])) }
        #expect(failure?.code == .notFound && failure?.hint == "did you mean \"python\"?")
        #expect(try pins().count == 2)
        let changed = try bench.ask(UpdateToolchains(app: shop, toolchains: ["python"]))
        #expect(changed.map(\.toolchain) == ["python"] && changed.allSatisfy { !$0.isKept })
        #expect(try pins() == ["nodejs": "20"])
        #expect(bench.runner.heard == ["log shop: Choose python anew at the next push by user root"])
        let all = try bench.ask(ListToolchains(app: shop))
        #expect(all.map(\.version) == ["20", "3.13.5"] && all.map(\.isKept) == [true, false])
        #expect(try bench.ask(UpdateToolchains(app: shop, toolchains: [])).count == 2)
        #expect(try pins().isEmpty)
        try release(["python": "3.13.9", "nodejs": "20"])
        #expect(try pins() == ["python": "3.13.9", "nodejs": "20"])
    }

    @Test func `an app without a push has none to choose anew`() throws {
        #expect(try bench.ask(UpdateToolchains(app: shop, toolchains: [])).isEmpty)
        #expect(throws: Failure.self) { _ = try bench.ask(UpdateToolchains(app: shop, toolchains: ["python"])) }
        #expect(bench.runner.heard.isEmpty)
    }
}
