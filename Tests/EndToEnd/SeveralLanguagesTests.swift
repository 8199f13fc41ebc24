import Linux
import Model
import Testing

/// Buildpacks of ours beside each other on one app, as apps that move from Heroku list them.
@Suite("Several languages in one app") struct SeveralLanguagesTests {
    private static let package = #"{"name": "shop", "version": "1.0.0", "private": true, "scripts": {"build": "node build.js"}}"#
    private static let lock =
        #"{"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {"": {"name": "shop", "version": "1.0.0"}}}"#
    private static let build = "require('fs').writeFileSync('built.txt', 'built by Node ' + process.versions.node.split('.')[0] + '\\n')\n"
    private static let front = ["package.json": package, "package-lock.json": lock, "build.js": build]

    @Test func `Node, apt and Python, by .buildpacks of an app that moved`() throws {
        let platform = try Installation()
        try platform.renga("create", "shop", "--buildpack", "heroku/ruby").check()
        try platform.renga("buildpacks:clear", "-a", "shop").check()
        let app = try SampleApp(
            Self.front.merging([
                ".buildpacks": """
                https://github.com/heroku/heroku-buildpack-nodejs
                https://github.com/heroku/heroku-buildpack-apt
                https://github.com/heroku/heroku-buildpack-python

                """,
                "Aptfile": "hello\n", "requirements.txt": "# nothing\n",
                "server.py": """
                import http.server, os, subprocess
                class Page(http.server.BaseHTTPRequestHandler):
                    def do_GET(self):
                        body = open("built.txt").read() + subprocess.check_output(["hello"], text=True)
                        self.send_response(200)
                        self.send_header("Content-Length", str(len(body)))
                        self.end_headers()
                        self.wfile.write(body.encode())
                http.server.ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Page).serve_forever()

                """,
                "Procfile": "web: python server.py\n",
            ]) { $1 }
        )
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["Using buildpacks:", "Node.js app detected", "Python app detected", "> node build.js", "Procfile declares types -> web"]
        )
        #expect(try platform.get("shop") == (200, "built by Node 20\nHello, world!\n"))
    }

    @Test func `Node and Ruby, by app.json's list`() throws {
        let mirror = try Mirror(.ruby)
        let platform = try Installation(mirrors: [mirror])
        try platform.create("shop")
        let app = try mirror.app("sinatra", for: platform)
        try app.commit(
            Self.front.merging([
                "app.json": #"{"buildpacks": [{"url": "heroku/nodejs"}, {"url": "heroku/ruby"}]}"#,
                "app.rb": "require 'sinatra'\nget('/built') { File.read('built.txt') }\n",
            ]) { $1 }.mapValues { $0 }
        )
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["1. heroku/nodejs", "2. heroku/ruby", "Node.js app detected", "Ruby app detected", "Default types for buildpack -> web"]
        )
        let page = try platform.get("shop", "/built")
        let said = try platform.renga("logs", "-a", "shop", "-n", "60", "-s", "app").text
        #expect(page == (200, "built by Node 20\n"), "\(said)")
        expect(try platform.renga("buildpacks", "-a", "shop").check(), has: ["1. heroku/nodejs", "2. heroku/ruby"])
    }
}
