import Glibc
import Linux
import Model
import Testing

/// Backups lose owners and modes, people start daemons by hand: what root can put right is put right, and said.
@Suite("An installation whose files have other owners or modes") struct RestoredInstallationTests {
    @Test(arguments: ["root:root", "nobody:nogroup", "daemon:daemon"])
    func `comes up, and says what it has put right`(_ owner: String) throws {
        let platform = try Installation(gitUser: "games")
        let app = try platform.serving("shop")
        _ = try platform.get("shop", "/env/X")
        platform.stopRouter()
        platform.stopRunner()
        let root = platform.root.path
        // All but the layers of dynos that run, and what is this test's.
        let parts = [
            "repos", "router", "acme", "run/locks", "builds", "logs", "slugs", "config.yml", "ssh/authorized_keys", "renga.db",
            "ledger.key",
        ].map {
            "\(root)/\($0)"
        }
        try Command("/usr/bin/chown", ["-R", "-h", owner] + parts + ["--"]).check()
        try Command("/usr/bin/chown", [owner, root, root + "/run", root + "/ssh"]).check()
        try Command("/usr/bin/chmod", ["0700", root + "/router", root + "/repos", root + "/run/locks"]).check()
        try Command("/usr/bin/chmod", ["0666", root + "/config.yml", root + "/renga.db"]).check()
        try Command("/usr/bin/chmod", ["0777", root, root + "/logs"]).check()
        try Files.removeTree(root + "/run/locks/shop.lock")
        try platform.startRunner()
        try platform.startRouter()
        try platform.waitUntilReady()
        let said = platform.diagnostics
        for name in [root + " was", "repos was", "run/locks was", "config.yml could be changed", "logs was", "renga.db was"] {
            #expect(said.contains("put right: ") && said.contains(name), "\(name): \(said)")
        }
        #expect(owner == "nobody:nogroup" || said.contains("router were somebody else's"), "\(said)")
        #expect(said.contains("repos/shop.git were not the git user's"), "\(said)")
        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop").body == "two")
        try eventually("the router's line is logged") {
            try platform.renga("logs", "-a", "shop", "-n", "1000").check().contains("method=GET path=\"/\"")
        }
        // Nothing is left to be put right.
        try platform.restartRunner()
        #expect(platform.diagnostics.components("put right").count == said.components("put right").count)
    }

    @Test func `a lock that is missing is named with what to do, and whoever may makes it`() throws {
        let platform = try Installation(gitUser: "games")
        let app = try platform.serving("shop")
        let lock = platform.root.lock(try platform.appName("shop"))
        try Files.remove(lock)
        try app.commit(["message": "two"])
        let outcome = try platform.push(app, to: "shop")
        #expect(!outcome.status.isSuccess)
        expect(unwrapped(outcome.text), has: ["the lock of shop, \(lock), is missing", "install.sh run again, or the runner started anew"])
        try platform.renga("config:set", "A=1", "-a", "shop").check()
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop").body == "two")
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [Substring] { split(separator: separator, omittingEmptySubsequences: false) }
}
