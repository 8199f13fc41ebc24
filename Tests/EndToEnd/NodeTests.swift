import Linux
import Model
import Testing

/// Real packages, by the commands that users' apps run, out of a registry of Debian's; pnpm and Bun are doubles that take those
/// command lines alone.
@Suite("Node apps") struct NodeTests {
    @Test func `npm: Express is installed once, and a change of the app installs nothing`() throws {
        let mirror = try Mirror(.node)
        let platform = try Installation(mirrors: [mirror])
        try platform.create("shop")
        let app = try mirror.app("nodejs", for: platform)
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["Node.js app detected", "$ npm ci --omit=dev", "added 60 packages", "Default types for buildpack -> web"]
        )
        #expect(try platform.get("shop") == (200, "Express on Node.js 20"))

        let asked = try mirror.requests().count
        let source = try Files.text(app.directory + "/server.js")
        try app.commit(["server.js": source.replacing("'Express on", with: "'Still Express on")])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Using cached: Installing dependencies"])
        #expect(try platform.get("shop") == (200, "Still Express on Node.js 20"))
        #expect(try mirror.requests().count == asked, "nothing was fetched")

        try platform.renga("config:set", "NPM_CONFIG_PRODUCTION=false", "-a", "shop").check()
        try app.commit(["more": "1"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["NPM_CONFIG_PRODUCTION is new", "$ npm ci --include=dev"])

        // A lock that does not fit is called by its name.
        let package = try Files.text(app.directory + "/package.json")
        try app.commit(["package.json": package.replacing("\"dependencies\": {", with: "\"dependencies\": {\n    \"webpack\": \"^5.0.0\",")]
        )
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["Installing dependencies (package.json changed)", "The lock does not fit package.json. Run `npm install`"]
        )
    }

    @Test(arguments: [
        ("yarn", "Installing Yarn", "Using yarn 4.1.0", "$ yarn install --immutable", "$ yarn workspaces focus --all --production"),
        (
            "pnpm", "Installing pnpm", "Using pnpm 9.1.0", "pnpm was asked: install --prod=false --frozen-lockfile; store /cache/node/pnpm",
            "pnpm was asked: prune --prod --ignore-scripts"
        ),
        (
            "bun", "Installing Bun", "Using bun 1.2.0", "bun was asked: install --frozen-lockfile; cache /cache/node/bun",
            "bun was asked: install --production --frozen-lockfile --ignore-scripts"
        ),
    ]) func `each lock has its manager: dependencies, a build with those for development, and without them at last`(
        name: String,
        step: String,
        version: String,
        install: String,
        prune: String
    ) throws {
        let mirror = try Mirror(.node)
        let platform = try Installation(mirrors: [mirror])
        try platform.create("shop")
        let app = try mirror.app(name, for: platform)
        expect(try platform.expectDeploy(of: app, to: "shop"), has: [step, version, install, "built with chalk", prune])
        #expect(try platform.get("shop") == (200, "Express on Node.js 20"))

        let source = try Files.text(app.directory + "/server.js")
        try app.commit(["server.js": source.replacing("'Express on", with: "'Still Express on")])
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["Using cached: \(step)", "Using cached: Installing dependencies", "built with chalk"]
        )
        #expect(try platform.get("shop") == (200, "Still Express on Node.js 20"))
    }

    @Test func `a site is built by webpack and served by nginx, with a fallback where static.json says so`() throws {
        let mirror = try Mirror(.node)
        let platform = try Installation(mirrors: [mirror])
        try platform.create("shop")
        let app = try mirror.app("static-build", for: platform)
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["$ npm ci --include=dev", "webpack 5", "nginx serves dist", "Default types for buildpack -> web"]
        )
        let script = try platform.get("shop", "/app.js")
        #expect(script.0 == 200 && script.1.contains("Built by webpack"))
        #expect(try platform.get("shop", "/package.json").0 == 404 && platform.get("shop", "/about").0 == 404)
        try app.commit(["static.json": "{\"routes\": {\"/**\": \"index.html\"}}"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Using cached: Installing dependencies", "nginx serves dist"])
        #expect(try platform.get("shop", "/about").0 == 200)
    }
}
