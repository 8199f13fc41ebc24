import Ledger
import Linux
import Model
import Testing

@Suite("A destroy that is killed") struct DestroyTests {
    @Test func `leaves nothing to the next app of that name`() throws {
        let platform = try Installation()
        let root = platform.root
        _ = try platform.serving("shop")
        // Enough to remove that somebody can come in between.
        let script = "for i in range(60000): open('objects/file%d' % i, 'w').close()\n"
        try Command("/usr/bin/python3", ["-c", script], workingDirectory: root.repositories + "/shop.git").check()
        let destruction = try BackgroundCommand(platform, ["destroy", "-a", "shop", "--confirm", "shop"])
        let shop = try platform.appName("shop")
        try eventually("its rows are gone, and its files are not") {
            try Files.list(root.repositories).contains { $0.hasPrefix(".gone-shop-") } && platform.ledger().read { try $0.app(shop) } == nil
        }
        platform.stopRunner()
        _ = destruction.finish()
        try platform.startRunner()
        try platform.waitUntilReady()
        try platform.create("shop")
        let log = try platform.renga("logs", "-a", "shop", "-n", "10000").check()
        for line in log.split(separator: "\n") {
            #expect(line.contains("app[api]: Initial release") || line.contains("Release v1 created"), "\(line)")
        }
        #expect(try Files.list(root.buildLogs(shop)).isEmpty)
        try eventually("what was away is removed", seconds: 60) {
            try [root.repositories, root.buildLogs, root.caches, root.logs].allSatisfy {
                try Files.list($0).allSatisfy { !$0.hasPrefix(".gone-") }
            }
        }
        let app = try SampleApps.web("next")
        try platform.expectDeploy(of: app, to: "shop")
        try platform.renga("destroy", "-a", "shop", "--confirm", "shop").check()
        try eventually("its locks are removed with it") { try Files.list(root.locks).isEmpty }
    }
}
