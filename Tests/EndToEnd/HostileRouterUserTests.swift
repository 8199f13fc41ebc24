import Glibc
import Linux
import Model
import Testing

/// Whoever has become the router's user can do harm to what the router does, and to nothing else: no log stands still but
/// the router's own, and root touches nothing outside.
@Suite("A hostile router's user") struct HostileRouterUserTests {
    /// What root opens below the router's and the ACME client's folder (strace of the runner and of the router's master).
    private static let opened = ["access.log", "router.sock", "certificates", "routes.json", "worker.pid"]

    @Test(arguments: Impostor.allCases)
    func `stops nothing by what stands in the router's folder`(_ impostor: Impostor) throws {
        let platform = try Installation()
        let app = try platform.serving(
            "shop",
            ["Procfile": "web: (while :; do echo \"tick $((n=n+1))\"; sleep 0.1; done) & exec python3 server.py\n"]
        )
        let intruder = try Intruder("nobody")
        let bait = try Bait()
        let before = try bait.state
        let log = platform.root.logs(try platform.appName("shop")) + "/app.log"
        func expectTicks(_ when: String) throws {
            let size = Files.status(log)?.st_size ?? 0
            do {
                try eventually("the dyno's lines arrive") { (Files.status(log)?.st_size ?? 0) > size }
            } catch {
                Issue.record("\(when): \(error)\n\(platform.diagnostics)")
            }
        }
        for name in Self.opened {
            // No router is there that would put it right.
            platform.stopRouter()
            try impostor.put(at: "\(platform.root.routerDirectory)/\(name)", bait, as: intruder.account)
            try expectTicks("\(name) as \(impostor)")
            try platform.restartRunnerAlone()
            try expectTicks("\(name) as \(impostor), after a restart")
            #expect(try bait.state == before, "\(name) as \(impostor) led outside")
            try platform.startRouter()
            try platform.waitUntilReady()
            #expect(try platform.get("shop") == (200, "one"), "\(name) as \(impostor)")
        }
        try app.commit(["message": "two"])
        try platform.expectDeploy(of: app, to: "shop")
        let page = "/env/last"
        _ = try platform.get("shop", page)
        try eventually("the router's lines arrive again") {
            try platform.renga("logs", "-a", "shop", "-n", "1000").check().contains("path=\"\(page)\"")
        }
        #expect(try bait.state == before)
    }

    @Test func `who stands at the router's path and answers nothing has a push refused in words, and stops nothing`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        do {
            let fake = try UnixSocket.listen(platform.root.routerSocket, mode: 0o600)
            let held = try UnixSocket.accept(fake.number)
            try app.commit(["message": "two"])
            let words = [
                "the router does not say that it serves what it is told", "so no new version can be", "systemctl restart renga-router",
            ]
            try platform.expectRefusal(of: app, to: "shop", saying: words)
            // All else goes on.
            expect(try platform.renga("ps", "-a", "shop").check(), has: ["web.1: up"])
            let change = try platform.renga("config:set", "A=1", "-a", "shop")
            expect(change.text, has: [words[0], "nothing has changed", "goes on serving"])
            #expect(try platform.get("shop") == (200, "one"))
            _ = consume fake
            _ = consume held
        }
        try platform.restartRouter()
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }
}
