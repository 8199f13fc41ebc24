import Glibc
import Linux
import Model
import Testing

@Suite("The buildpacks that come with it") struct LanguageTests {
    /// For machines behind a certificate authority of their own.
    private static let trust = "build: {ca_bundle: /etc/ssl/certs/ca-certificates.crt}\n"

    @Test func `python: an app of Flask with its dependencies from PyPI`() throws {
        let platform = try Installation(Self.trust)
        try platform.create("shop")
        let names = ["app.py", "requirements.txt", ".python-version"]
        let app = try SampleApp(
            Dictionary(uniqueKeysWithValues: names.map { ($0, try Files.text("\(Built.package)/samples/python/\($0)")) })
        )
        let source = try Files.text(app.directory + "/app.py")
        let first = try platform.expectDeploy(of: app, to: "shop")
        expect(
            first,
            has: [
                "Python app detected", "requirements.txt is there", "Using Python 3.13 (.python-version asks for 3.13)",
                "Installing dependencies with pip (first build)", "Default types for buildpack -> web",
            ]
        )
        #expect(try platform.get("shop") == (200, "Flask on Python 3.13"))
        try app.commit(["app.py": source.replacing("Flask on", with: "Still Flask on")])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Using cached: Installing dependencies with pip"])
        #expect(try platform.get("shop") == (200, "Still Flask on Python 3.13"))
        try app.commit(["requirements.txt": "flask\ngunicorn\nno-such-package-of-renga-tests==1.0\n"])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: [
                "Installing dependencies with pip (requirements.txt changed)", "no-such-package-of-renga-tests", "ended with status 1",
            ]
        )
    }

    @Test func `nodejs: an app without dependencies`() throws {
        let platform = try Installation(Self.trust)
        try platform.create("shop")
        let package =
            "{\"name\": \"shop\", \"version\": \"1.0.0\", \"engines\": {\"node\": \"20.x\"}, \"scripts\": {\"start\": \"node server.js\"}}"
        let lock =
            "{\"name\": \"shop\", \"version\": \"1.0.0\", \"lockfileVersion\": 3, \"requires\": true, \"packages\": {\"\": {\"name\": \"shop\", \"version\": \"1.0.0\", \"engines\": {\"node\": \"20.x\"}}}}"
        let server =
            "require('http').createServer((q, s) => s.end('Node ' + process.versions.node.split('.')[0])).listen(process.env.PORT)\n"
        let app = try SampleApp(["package.json": package, "package-lock.json": lock, "server.js": server])
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["Node.js app detected", "Using Node.js 20 (package.json asks for 20.x)", "npm ci", "Default types for buildpack -> web"]
        )
        #expect(try platform.get("shop") == (200, "Node 20"))
        try app.commit(["package.json": package.replacing("20.x", with: "12.x")])
        try platform.expectRefusal(of: app, to: "shop", saying: ["package.json:1:", "Node.js 12.x", "debian-13 has 20"])
    }

    @Test func `static: a folder of files, and no others`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApp([
            "public/index.html": "<h1>Home</h1>\n", "public/style.css": "h1 {}\n", "public/deep/index.html": "Deep\n",
            "public/.secret": "no\n", "public/.git-notes/x": "no\n", "private.txt": "no\n",
        ])
        try Files.link(app.directory + "/public/escape", to: "/etc/passwd")
        try app.commit([:])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Static app detected", "public/index.html is there"])
        #expect(try platform.get("shop") == (200, "<h1>Home</h1>\n".replacing("\n", with: "\n")))
        #expect(try platform.get("shop", "/style.css").status == 200)
        #expect(try platform.get("shop", "/deep/").body == "Deep\n")
        for path in ["/missing", "/.secret", "/.git-notes/x", "/../private.txt", "/%2e%2e/private.txt", "/private.txt"] {
            let page = try platform.get("shop", path)
            #expect([400, 404].contains(page.status) && !page.body.contains("no\n"), "\(path): \(page)")
        }
        #expect([403, 404].contains(try platform.get("shop", "/escape").status))
    }

    @Test func `static: the root of a repository without what it was made with`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let hidden = [
            ".env", "production.env", ".git-notes", "deep/.env", "yarn.lock", "deep/bun.lockb", "package-lock.json", "app.json",
            "Procfile.dev",
            "Makefile", "renga.yml",
        ]
        var files = Dictionary(uniqueKeysWithValues: hidden.map { ($0, "no\n") })
        files["renga.yml"] = "healthcheck: /\n"
        files["app.json"] = "{}"
        let pages = [".well-known/security.txt", "data.json", "locker.html", "dockerfile-tips.html", "Procfile.html"]
        for path in ["index.html"] + pages { files[path] = "yes\n" }
        let app = try SampleApp(files)
        try platform.expectDeploy(of: app, to: "shop")
        for path in [""] + pages {
            #expect(try platform.get("shop", "/" + path) == (200, "yes\n"), "\(path)")
        }
        for path in hidden { #expect(try platform.get("shop", "/" + path).status == 404, "\(path)") }
        try app.commit(["composer.json": "{}"])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["more than a folder of pages", "composer.json is there", "move them to `public`"]
        )
    }

    @Test func `a Procfile that is a link counts`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApp(["deploy/Procfile": "web: exec python3 server.py\n", "server.py": SampleApps.server, "message": "one"])
        try Files.link(app.directory + "/Procfile", to: "deploy/Procfile")
        try app.commit([:])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Procfile declares types -> web"])
        #expect(try platform.get("shop") == (200, "one"))
        try app.commit(["deploy/Procfile": nil])
        try platform.expectRefusal(of: app, to: "shop", saying: ["`Procfile` is a link to `deploy/Procfile`, which is not in the commit"])
    }
}
