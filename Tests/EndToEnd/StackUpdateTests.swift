import Linux
import Model
import Sandbox
import Testing

/// Security's own way: what waits is said, and comes without a push, an app at a time.
@Suite("An app's base system") struct StackUpdateTests {
    /// What a build finds in the base system is what the app answers.
    private static let renga = "stack: small\n" + SampleApps.step("dpkg-query -W -f '${Version}' bash > message")

    private let small: SmallStack
    private var platform: Installation { small.platform }
    private var store: LayerStore { small.store }
    private var old: String { small.base }

    /// With a base system of long ago: this bash was never anywhere.
    init() throws {
        small = try SmallStack()
        let status = small.store.path(small.base) + "/var/lib/dpkg/status"
        let text = try Files.text(status)
        let package = try #require(text.firstRange(of: /\nPackage: bash\n(?:[A-Z ].*\n)*?Version: [^\n]+\n/))
        let changed = text[package].replacing(/Version: [^\n]+/, with: "Version: 5.0-1")
        try Files.replace(status, with: String(text[..<package.lowerBound]) + changed + String(text[package.upperBound...]))
        try Files.replace(small.store.path(small.base) + "/etc/only-here", with: "")
    }

    private func base(of app: String) throws -> String? { try small.manifest(of: app)?.base }

    private func deploy(_ name: String, _ more: [String: String] = [:]) throws -> SampleApp {
        try platform.create(name)
        let app = try SampleApps.web("one", ["renga.yml": Self.renga].merging(more) { $1 })
        try platform.expectDeploy(of: app, to: name)
        #expect(try platform.get(name) == (200, "5.0-1") && base(of: name) == old)
        return app
    }

    /// Nothing of a cage gets out any more.
    private func cut(_ body: () throws -> Void) throws {
        let table = "cut-\(platform.network.bridge)"
        let rules =
            "table inet \(table) { chain out { type filter hook forward priority -20; iifname \"\(platform.network.bridge)\" reject; }; }"
        try Command("/usr/sbin/nft", ["-f", "-"]).check(input: Array(rules.utf8))
        // Best effort: without it the test fails by what it shows.
        defer { _ = try? Command("/usr/sbin/nft", ["delete", "table", "inet", table]).run() }
        try body()
    }

    @Test func `comes without a push, app by app; what does not come up stays; unchanged apps need no network`() throws {
        let shop = try deploy("shop")
        // Its dyno needs what the next base system lacks.
        let api = try deploy("api", ["Procfile": "web: test -e /etc/only-here && exec python3 server.py\n"])
        try platform.create("empty")
        let told = try platform.ssh("stack", "-a", "shop").check()
        expect(told, has: ["small", "made", "fixed package", "bash 5.0-1 -> 5.", " stack:update --app shop"])
        expect(try platform.renga("stack", "-a", "api").check(), has: ["fixed package", "bash 5.0-1"])
        expect(try platform.renga("status").check(), has: ["2 apps are behind Debian's fixed packages: api, shop."])

        // Nothing is begun that the disk would not hold.
        let text = try Files.text(platform.root.configuration)
        try Files.replace(platform.root.configuration, with: text + "disk: {floor_bytes: 900000 GB}\n")
        let full = try platform.renga("stack:update", "-a", "shop")
        expect(full.text, has: ["the disk is nearly full: a newer base system of shop needs about"])
        #expect(full.status == .exited(24))
        try Files.replace(platform.root.configuration, with: text)

        let updated = try platform.ssh("stack:update", "-a", "shop").check()
        expect(
            updated,
            has: [
                "Asking Debian which fixed packages wait", "bash 5.0-1 -> 5.", "Making a new base system of the Small (trixie) stack",
                "Testing (", "Launching...", "Released v4", "Verifying deploy... done.", "shop: updated, v4",
            ]
        )
        let new = try #require(try base(of: "shop"))
        #expect(new != old && new.hasPrefix(old + "-"))
        #expect(try platform.get("shop").body.hasPrefix("5.") && platform.get("shop").body != "5.0-1")
        #expect(try platform.get("api") == (200, "5.0-1") && base(of: "api") == old)
        #expect(try platform.releases("shop").first?["description"]?.text?.hasPrefix("Upgrade stack to small of 2") == true)
        expect(try platform.renga("logs", "-a", "shop", "-n", "1000").check(), has: ["Release v4 created by user"])

        let all = try platform.renga("stack:update", "--all")
        expect(
            all.text,
            has: [
                "=== api", "Stack not upgraded: nothing has changed, v3 goes on serving.", "=== Stacks",
                "api    stays as it was: web.1 did not come up", "empty  nothing was pushed yet", "shop   up to date",
                "3 apps: 1 up to date, 1 without a push yet, 1 stays as it was",
            ]
        )
        #expect(all.status == .exited(40))
        #expect(try platform.get("api") == (200, "5.0-1") && base(of: "api") == old && platform.currentVersion("api") == 3)
        try eventually("nothing is left of what was built") { try platform.buildLeftovers().isEmpty }

        try cut {
            for (name, app, base) in [("shop", shop, new), ("api", api, old)] {
                try app.commit([:])
                expect(try platform.expectDeploy(of: app, to: name), has: ["Using cached: Testing"])
                #expect(try self.base(of: name) == base)
            }
            // A kept release is built again, on what it was built on.
            try platform.renga("rollback", "v3", "-a", "shop").check()
            try shop.commit([:])
            expect(try platform.expectDeploy(of: shop, to: "shop"), has: ["Using cached: Testing"])
            #expect(try base(of: "shop") == old && platform.get("shop").body == "5.0-1")
            for path in try Files.list("\(store.directory)/.apt-\(old)") where path.hasPrefix("news-") {
                try Files.remove("\(store.directory)/.apt-\(old)/\(path)")
            }
            let offline = try platform.renga("stack", "-a", "shop").check()
            expect(offline, has: ["Debian's archive could not be asked which fixed packages wait: they are not known"])
            #expect(!offline.contains("No fixed package waits"))
            // What is here already needs nobody.
            expect(
                try platform.renga("stack:update", "-a", "shop").check(),
                has: ["going on with the newest base system that is here", "Using cached: Testing", "shop: updated"]
            )
            let none = try platform.renga("stack:update", "-a", "shop")
            expect(none.text, has: ["Debian's archive could not be asked which fixed packages wait"])
            #expect(none.status == .exited(61))
        }

        // What nobody stands on goes; what new apps get stays.
        for name in ["shop", "api"] { try platform.renga("destroy", "-a", name, "--confirm", name).check() }
        try eventually("the apps' own layers are gone") { try !Files.list(store.directory).contains { $0.hasPrefix("source-") } }
        for key in [old, new] { try Command("/usr/bin/touch", ["-d", "2 days ago", "\(store.directory)/\(key)/used"]).check() }
        try platform.restartRunner()
        try eventually("the old base system is gone") { !Files.exists("\(store.directory)/\(old)") }
        #expect(store.exists(new))
        try platform.create("next")
        try platform.expectDeploy(of: try SampleApps.web("one", ["renga.yml": Self.renga]), to: "next")
        #expect(try base(of: "next") == new)
    }
}
