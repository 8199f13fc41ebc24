import Glibc
import Ledger
import Linux
import Model
import Testing

@Suite("What a build step sees") struct StepInputTests {
    @Test func `its declared inputs and nothing else of the app`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let step = SampleApps.step("find /app -type f | sort; id -u", "inputs: [\"lib/**\", setup.cfg]")
        let app = try SampleApps.web("one", ["renga.yml": step, "lib/a.txt": "", "lib/b/c.txt": "", "setup.cfg": "", "secret.txt": ""])
        let text = try platform.expectDeploy(of: app, to: "shop")
        let files = text.split(separator: "\n").filter { $0.contains("       /app/") }
            .map { String($0.drop { $0 != "/" }.dropFirst(5).prefix { $0 != " " }) }
        #expect(files == ["lib/a.txt", "lib/b/c.txt", "setup.cfg"])
        let own = try platform.ledger().read { try $0.app(platform.appName("shop"))?.uid }
        expect(text, has: ["       \(try #require(own))"])
    }

    @Test func `no network unless it asks for one`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let script =
            "cat /proc/net/dev | grep -c : || true\npython3 -c 'import socket\ntry: socket.create_connection((\"\(platform.network.prefix).0.1\", 1), 2)\nexcept OSError as error: print(type(error).__name__, error.errno)'"
        func dev(_ facts: String) throws -> String {
            let app = try SampleApps.web("one", ["renga.yml": SampleApps.step(script, facts)])
            return try platform.expectDeploy(of: app, to: "shop", "--force", "main")
        }
        expect(try dev("inputs: []"), has: ["       1", "OSError 101"])
        expect(try dev("network: true"), has: ["       2"])
    }

    @Test func `the config vars that it names, and no other`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try platform.renga("config:set", "WANTED=red", "PRIVATE=blue", "-a", "shop").check()
        let script =
            "echo wanted=$WANTED private=$PRIVATE; env | grep -c blue || true; tr '\\0' '\\n' < /proc/1/environ 2>/dev/null | grep -c blue || true"
        let app = try SampleApps.web("one", ["renga.yml": SampleApps.step(script, "config: [WANTED]")])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["wanted=red private=", "       0", "       0"])
        try platform.renga("config:set", "PRIVATE=green", "-a", "shop").check()
        try app.commit(["message": "two"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Testing (message changed)"])
        try platform.renga("config:set", "WANTED=black", "-a", "shop").check()
        try app.commit(["other": "two"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Testing (the config var WANTED changed", "wanted=black"])
        #expect(try platform.get("shop", "/env/PRIVATE") == (200, "green"))
    }
}
