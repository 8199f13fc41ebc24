import Glibc
import Linux
import Model

/// A git repository with an app in it, as a developer has one.
final class SampleApp: Sendable {
    let directory: String

    init(_ files: [String: String]) throws {
        directory = "/var/tmp/renga-e2e/app-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(directory)
        try git("init", "-q", "-b", "main")
        try git("config", "user.name", "Alice")
        try git("config", "user.email", "alice@example.com")
        try commit(files)
    }

    /// A repository that is there already, and that goes with this value.
    init(at directory: String) { self.directory = directory }

    deinit {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(directory)
    }

    @discardableResult
    func git(_ words: String...) throws -> String {
        try Command(
            "/usr/bin/git",
            ["-C", directory] + words,
            environment: [
                "PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "HOME": directory, "GIT_CONFIG_NOSYSTEM": "1",
            ]
        ).check()
    }

    /// Writes files (nil removes) and commits everything.
    func commit(_ files: [String: String?], message: String = "change") throws {
        for (name, text) in files {
            let path = "\(directory)/\(name)"
            try Files.makeDirectory(Files.parent(of: path))
            if let text { try Files.replace(path, with: text) } else { try Files.remove(path) }
        }
        try git("add", "-A")
        try git("commit", "-q", "--allow-empty", "-m", message)
    }

    var head: String { get throws { String(try git("rev-parse", "HEAD").prefix { $0 != "\n" }) } }
}

/// Apps that boot in a moment: Python's own HTTP server, no dependencies.
enum SampleApps {
    /// Needs nothing but Debian's python3; for apps with a `server.py`.
    static let scriptBuildpack = """
        name: Script
        detect: {file: server.py}
        packages:
          run: [python3]

        """

    static let server = """
        import os, sys, time
        from http.server import ThreadingHTTPServer, BaseHTTPRequestHandler
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_GET(self):
                name = self.path.removeprefix("/env/")
                text = os.environ.get(name, "") if name != self.path else open("/app/message").read()
                body = text.encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, format, *args):
                print("served", self.path, flush=True)
        ThreadingHTTPServer.daemon_threads = True
        ThreadingHTTPServer.request_queue_size = 128
        ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()

        """

    static func web(_ message: String, _ more: [String: String] = [:]) throws -> SampleApp {
        let files = ["server.py": server, "message": message, "Procfile": "web: exec python3 server.py\n"]
        return try SampleApp(files.merging(more) { $1 })
    }
}
