import Ledger
import Model
import RequestBench
import Testing
import Wire

@Suite("Buildpacks of an app") struct BuildpackRequestTests {
    private let bench: RequestBench
    private let shop: AppName

    init() throws {
        bench = try RequestBench()
        shop = try bench.app("shop")
    }

    private func list() throws -> BuildpackSettings { try bench.ask(ListBuildpacks(app: shop)) }
    private func change(_ change: BuildpackChange) throws -> [String] {
        try bench.ask(ChangeBuildpacks(app: shop, change: change)).buildpacks.map(\.text)
    }

    @Test func `are none at first, then what built it, then what somebody says, and none again`() throws {
        #expect(try list() == BuildpackSettings([]))
        try bench.release(of: shop, ["web": "serve"], buildpack: "python")
        #expect(try list() == BuildpackSettings([try BuildpackReference("heroku/python")], arePinned: true))
        // What is pinned is where a change begins.
        #expect(try change(.add(try BuildpackReference("heroku/nodejs"), index: 1)) == ["heroku/nodejs", "heroku/python"])
        #expect(try !list().arePinned)
        #expect(bench.runner.heard == ["log shop: Buildpacks set to heroku/nodejs, heroku/python, by user root"])
        #expect(try change(.removeAt(1)) == ["heroku/python"])
        #expect(try change(.clear) == [])
        #expect(try list() == BuildpackSettings([]), "the next push finds one anew")
        // What it finds is pinned in its turn.
        try bench.release(of: shop, ["web": "serve"], buildpack: "go")
        #expect(try list() == BuildpackSettings([try BuildpackReference("heroku/go")], arePinned: true))
        try bench.release(of: shop, ["web": "serve"], buildpack: "none")
        #expect(try list() == BuildpackSettings([]))
    }

    @Test func `stay as they were where a change is refused`() throws {
        _ = try change(.add(try BuildpackReference("go"), index: nil))
        #expect(throws: Failure.self) { try change(.add(try BuildpackReference("heroku/go"), index: nil)) }
        #expect(throws: Failure.self) { try change(.removeAt(2)) }
        #expect(try list().buildpacks.map(\.text) == ["go"])
    }

    @Test func `may come from a config var`() throws {
        try bench.release(of: shop, ["web": "serve"], config: ["BUILDPACK_URL": "https://github.com/me/x"])
        #expect(try change(.clear) == [] && list().configVar == "BUILDPACK_URL")
    }
}
