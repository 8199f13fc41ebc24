import Ledger
import Linux
import Model
import Testing

/// app.json, which is done at an app's first successful push.
@Suite("The first push of an app with app.json") struct FirstDeployTests {
    private static func json(_ postdeploy: String, _ more: String = "") -> String {
        """
        {"env": {"SECRET_KEY": {"generator": "secret"}, "MODE": "from-app-json", "OWN": "from-app-json"\(more)},
         "formation": {"web": {"quantity": 1}, "worker": {"quantity": 1}}, "addons": ["heroku-redis"],
         "scripts": {"postdeploy": "\(postdeploy)"}}
        """
    }

    private static let procfile = "release: echo release-$MODE\nweb: exec python3 server.py\nworker: exec sleep 10000\n"

    @Test func `a push that fails leaves none of it, one that succeeds all, and none after that does it again`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try platform.renga("config:set", "OWN=mine", "-a", "shop").check()
        let app = try SampleApps.web(
            "one",
            ["Procfile": Self.procfile, "app.json": Self.json("echo seeding in $MODE with ${#SECRET_KEY} as $DYNO; exit 9")]
        )
        try platform.expectFirstRefusal(
            of: app,
            to: "shop",
            saying: [
                "seeding in [MODE] with 64 as postdeploy.", "app.json's postdeploy command", "ended with status 9", "nothing has changed",
            ]
        )
        #expect(try platform.renga("config", "-a", "shop").check().contains("SECRET_KEY") == false)
        let name = try platform.appName("shop")
        try platform.ledger().read { db in
            let row = try db.existing(name)
            #expect(try db.formation(row.id).isEmpty && db.wishes(row.id) == nil)
        }

        try app.commit(["app.json": Self.json("echo seeding in $MODE")])
        let text = try platform.expectDeploy(of: app, to: "shop")
        expect(
            text,
            has: [
                "-----> Applying app.json, at the first deploy of shop", "       SECRET_KEY is a secret, made now",
                "       MODE is set as it says",
                "       OWN is set already, and stays", "       dynos: web=1 worker=1", "kept: heroku-redis", "release-[MODE]",
                "-----> Running app.json's postdeploy command, this once...", "seeding in [MODE]",
            ]
        )
        #expect(try platform.get("shop", "/env/OWN") == (200, "mine"))
        #expect(try platform.get("shop", "/env/MODE") == (200, "from-app-json"))
        #expect(try platform.ledger().read { try $0.formation($0.existing(name).id) } == ["web": 1, "worker": 1])
        let secret = try platform.get("shop", "/env/SECRET_KEY").body
        #expect(secret.count == 64 && secret.allSatisfy(\.isHexDigit))
        #expect(try platform.ledger().read { try $0.wishes($0.existing(name).id)?.contains("heroku-redis") } == true)
        // Sealed: neither in the ledger's file nor in a layer.
        #expect(
            try Command("/bin/grep", ["-rlF", secret, platform.root.ledger, platform.root.layers, platform.root.slugs]).run().text.isEmpty
        )

        try platform.renga("config:unset", "MODE", "-a", "shop").check()
        try platform.renga("ps:scale", "worker=0", "-a", "shop").check()
        try app.commit(["app.json": Self.json("exit 1", #", "LATER": "x""#), "message": "two"])
        let second = try platform.expectDeploy(of: app, to: "shop")
        #expect(!second.contains("app.json") && !second.contains("postdeploy"))
        #expect(try platform.get("shop", "/env/SECRET_KEY").body == secret)
        #expect(try platform.get("shop", "/env/MODE").body.isEmpty && platform.get("shop", "/env/LATER").body.isEmpty)
        #expect(try platform.ledger().read { try $0.formation($0.existing(name).id)["worker"] } == 0)
    }

    @Test func `one that cannot be read is warned of, and one that requires is refused with a command that works`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one", ["app.json": "{\"env\": {\"TOKEN\": {\"description\": \"x\"}}}"])
        let refused = try platform.expectFirstRefusal(of: app, to: "shop", saying: ["requires config vars that are not set: TOKEN"])
        let command = try #require(refused.split(separator: "\n").first { $0.contains("config:set -a shop TOKEN=") })
        #expect(command.contains("TOKEN=…"))
        try platform.renga("config:set", "-a", "shop", "TOKEN=abc").check()
        try platform.expectDeploy(of: app, to: "shop")
        try app.commit(["app.json": "{\n  \"name\": \"shop\",\n  \"stack\" \"x\"\n}\n", "message": "two"])
        let text = try platform.expectDeploy(of: app, to: "shop")
        expect(text, has: ["app.json:3:11", "3 |   \"stack\" \"x\"", "nothing of it is applied"])
    }
}
