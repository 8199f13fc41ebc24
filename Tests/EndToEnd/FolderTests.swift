import Ledger
import Linux
import Model
import Testing

/// Several apps from one repository.
@Suite("A folder that is the app") struct FolderTests {
    @Test func `is all that the app is: its files, its Procfile, its keys`() throws {
        let platform = try Installation()
        for name in ["web", "api"] { try platform.create(name) }
        let step = SampleApps.step("find /app | sort", "inputs: [\"**\"]")
        let app = try SampleApp([
            "apps/web/server.py": SampleApps.server, "apps/web/message": "web", "apps/web/Procfile": "web: exec python3 server.py\n",
            "apps/web/renga.yml": step, "apps/api/server.py": SampleApps.server, "apps/api/message": "api",
            "apps/api/Procfile": "web: exec python3 server.py\nworker: true\n", "Procfile": "web: false\n", "package.json": "{",
            "secret": "x",
        ])
        try platform.renga("buildpacks:root", "apps/wbe", "-a", "web").check()
        try platform.expectFirstRefusal(
            of: app,
            to: "web",
            saying: ["the folder `apps/wbe`", "(buildpacks:root)", "the folders that are there: apps/api, apps/web"]
        )
        try platform.renga("buildpacks:root", "./apps/web/", "-a", "web").check()
        expect(try platform.renga("buildpacks:root", "-a", "web").check(), has: ["apps/web"])
        let text = try platform.expectDeploy(of: app, to: "web")
        expect(text, has: ["-----> Building the folder apps/web (buildpacks:root)", "/app/message", "Procfile declares types -> web"])
        #expect(!text.contains("/app/secret") && !text.contains("/app/apps"))
        #expect(try platform.get("web") == (200, "web"))

        try platform.renga("config:set", "APP_BASE=apps/api", "-a", "api").check()
        expect(
            try platform.expectDeploy(of: app, to: "api"),
            has: ["Building the folder apps/api (the config var APP_BASE)", "web, worker"]
        )
        #expect(try platform.get("api") == (200, "api"))

        // What is outside of it changes nothing.
        let before = try layers(of: "web", platform)
        try app.commit(["apps/api/message": "other", "secret": "y", "Procfile": nil])
        expect(try platform.expectDeploy(of: app, to: "web"), has: ["Using cached: Testing"])
        #expect(try layers(of: "web", platform) == before)

        // The whole repository again, and what it is.
        try platform.renga("buildpacks:root", "--unset", "-a", "web").check()
        try app.commit(["package.json": nil, "server.py": SampleApps.server, "message": "all", "Procfile": "web: exec python3 server.py\n"])
        #expect(!(try platform.expectDeploy(of: app, to: "web")).contains("Building the folder"))
        #expect(try platform.get("web") == (200, "all"))
    }

    private func layers(of app: String, _ platform: Installation) throws -> [String]? {
        let name = try platform.appName(app)
        return try platform.ledger().read { db in
            try db.existing(name).currentDeploy.flatMap { try db.deploy($0)?.slug }.flatMap { try db.slug($0)?.manifest.layers.map(\.key) }
        }
    }
}
