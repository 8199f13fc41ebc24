import Glibc
import Linux
import Model

/// A server over HTTPS that takes `application/logplex-1` and writes it into a file, a frame a line; for as long as there is a file
/// `busy`, it answers 503.
final class LogplexServer: @unchecked Sendable {  // SAFETY: used by one test.
    private static let server = """
        import http.server, os, ssl, sys
        port, directory, chain, key = sys.argv[1:]
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                names = ["Content-Type", "Authorization", "Logplex-Drain-Token", "Logplex-Msg-Count", "Logplex-Frame-Id"]
                with open(directory + "/heads", "a") as out:
                    out.write(self.path + " " + " ".join(str(self.headers[n]) for n in names) + "\\n")
                busy = os.path.exists(directory + "/busy")
                if not busy:
                    count = 0
                    with open(directory + "/lines", "ab") as out:
                        while body:
                            size, _, rest = body.partition(b" ")
                            out.write(rest[:int(size)] + b"\\n"); body = rest[int(size):]; count += 1
                    assert count == int(self.headers["Logplex-Msg-Count"])
                self.send_response(503 if busy else 204); self.send_header("Content-Length", "0"); self.end_headers()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); context.load_cert_chain(chain, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.serve_forever()
        """

    let port: UInt16
    private let directory: String
    private let child: Child

    init(_ maker: CertificateMaker) throws {
        port = try Ports.free()
        directory = "/var/tmp/renga-e2e/logplex-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(directory)
        try maker.make("logplex", "DNS:localhost")
        try Files.replace(directory + "/server.py", with: Self.server)
        try Files.replace(directory + "/busy", with: "")
        let output = try Descriptor.open(directory + "/out", O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number]
        let words = [directory + "/server.py", "\(port)", directory, maker.path("logplex.pem"), maker.path("logplex.key")]
        child = try Child.spawn(Command("/usr/bin/python3", words), start)
    }

    func stopBeingBusy() throws { try Files.remove(directory + "/busy") }

    var lines: [Substring] { text("lines") }
    /// `PATH TYPE AUTHORIZATION TOKEN COUNT ID` of each request.
    var heads: [Substring] { text("heads") }
    var diagnostics: String { text("out").joined(separator: "\n") }

    private func text(_ name: String) -> [Substring] { ((try? Files.text("\(directory)/\(name)")) ?? "").split(separator: "\n") }

    deinit {
        child.kill(SIGKILL)
        _ = child.wait()
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(directory)
    }
}
