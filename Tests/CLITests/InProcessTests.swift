import CLI
import Model
import RequestBench
import Testing
import Wire

/// Commands through the same bytes as over a socket, over a real ledger and beside a stub of the runner.
@Suite("Commands in process") struct InProcessTests {
    private let requests: RequestBench
    private let bench: Bench

    init() throws {
        requests = try RequestBench { $0.domain = "example.com" }
        bench = try Bench()
        bench.transport = requests
    }

    @Test func `an app is looked at, scaled, configured and rolled back`() throws {
        let shop = try requests.app("shop")
        try requests.release(of: shop, ["web": "serve", "worker": "work"])
        #expect(try bench.run(["apps"]).output == "=== Apps\n\nshop\n")
        let scaled = try bench.run(["ps:scale", "worker=2", "-a", "shop"])
        #expect(scaled.output == "" && scaled.errors == "Scaling dynos... done, now running worker at 2\n")
        #expect(try bench.run(["ps:scale", "-a", "shop"]).output == "web=1 worker=2\n")
        let set = try bench.run(["config:set", "A=1", "-a", "shop"])
        #expect(set.output == "A: 1\n" && set.errors == "Setting A and restarting ⬢ shop... done, v2\n")
        #expect(try bench.run(["config:get", "A", "-a", "shop"]).output == "1\n")
        let back = try bench.run(["rollback", "-a", "shop"])
        #expect(back.output.hasPrefix("Rollback to v1.\n") && back.errors == "Rolling back ⬢ shop... done, v3\n")
        #expect(try bench.run(["info", "shop", "--json"]).output.contains(#""release":3"#))
    }

    @Test func `what is refused behind the socket is a complaint, with its status`() throws {
        let outcome = try bench.run(["ps", "-a", "none"])
        #expect(outcome.status == 20 && outcome.errors.contains("none"))
        try requests.app("shop")
        let kept = try bench.run(["destroy", "shop"])
        #expect(kept.status == 23 && kept.errors.contains("destroying `shop` needs its name once more"))
    }

    @Test func `an app is created with what builds it`() throws {
        let made = try bench.run(["create", "shop", "-b", "https://github.com/me/mine#v1"])
        #expect(made.status == 0 && made.errors.contains("Setting buildpack to https://github.com/me/mine#v1... done"), "\(made)")
        #expect(try bench.run(["buildpacks", "-a", "shop"]).output.contains("https://github.com/me/mine#v1"))
    }

    @Test func `progress comes before the answer`() throws {
        try requests.app("shop")
        requests.runner.set { $0.routerAnswers = false }
        let outcome = try bench.run(["domains:add", "www.example.org", "-a", "shop"])
        let doing = "Adding www.example.org to ⬢ shop..."
        let complaint = "The router does not answer: it will serve accordingly as soon as it does."
        #expect(outcome.errors == "\(doing)\n\(complaint)\n\(doing) done\n")
        let record = "Set its DNS record to serve it: www.example.org  CNAME  shop.example.com\n"
        #expect(outcome.output == record)
    }
}
