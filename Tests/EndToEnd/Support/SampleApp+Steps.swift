import Glibc
import Linux
import Model

extension SampleApps {
    /// A renga.yml with one build step, whose result no other test has made before.
    static func step(_ script: String, name: String = "Testing", _ facts: String = "inputs: []") -> String {
        let lines = (["# \(UInt64.random(in: 0 ... .max))"] + script.split(separator: "\n").map(String.init))
            .map { "      \($0)\n" }.joined()
        return "steps:\n  - name: \(name)\n    \(facts)\n    run: |\n\(lines)"
    }

    /// Answers with what the path says, run by a shell in the dyno: `/ls /app`.
    static let shellServer = """
        import os, subprocess, urllib.parse
        from http.server import ThreadingHTTPServer, BaseHTTPRequestHandler
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                script = urllib.parse.unquote(self.path[1:]) or "echo up"
                done = subprocess.run(["/bin/bash", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(done.stdout)
            def log_message(self, format, *args):
                pass
        ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()

        """

    static func shell(_ more: [String: String] = [:]) throws -> SampleApp {
        try SampleApp(["server.py": shellServer, "Procfile": "web: exec python3 server.py\n"].merging(more) { $1 })
    }
}

extension Installation {
    /// Runs a script in a web dyno of an app with `SampleApps.shellServer`.
    func inDyno(_ app: String, _ script: String) throws -> String {
        let hex = Array("0123456789ABCDEF")
        let path = script.utf8.map { "%\(hex[Int($0 >> 4)])\(hex[Int($0 & 15)])" }.joined()
        let page = try get(app, "/" + path)
        guard page.status == 200 else { throw Failure(.internal, "`\(script)` in \(app): \(page)") }
        return page.body
    }
}
