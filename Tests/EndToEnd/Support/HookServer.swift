import Glibc
import Linux
import Model

/// A server over HTTPS that messages are posted to: it verifies each by the secret in its file `secret`, as docs/notify.md says, and writes
/// `verified EVENT STATE APP WHAT` or `forged` into a file. For as long as there is a file `busy`, it answers 503.
final class HookServer: @unchecked Sendable {  // SAFETY: used by one test.
    private static let server = """
        import hashlib, hmac, http.server, json, os, ssl, sys, time
        port, directory, chain, key = sys.argv[1:]
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                busy = os.path.exists(directory + "/busy")
                with open(directory + "/secret", "rb") as file: secret = file.read()
                sent = self.headers["Renga-Timestamp"]
                expected = hmac.new(secret, sent.encode() + b"." + body, hashlib.sha256).hexdigest()
                good = hmac.compare_digest("sha256=" + expected, self.headers["Renga-Signature"]) and abs(time.time() - int(sent)) < 300
                message = json.loads(body)
                words = ["verified" if good else "forged", self.headers["Renga-Event"], message["state"], message.get("app", "-")]
                words += [message.get("what", "-"), self.headers["Renga-Delivery"], str(self.headers["Authorization"]), self.path]
                with open(directory + ("/refused" if busy else "/taken"), "a") as out: out.write(" ".join(words) + "\\n")
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
        directory = "/var/tmp/renga-e2e/hook-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(directory)
        try maker.make("hook", "DNS:localhost")
        try Files.replace(directory + "/server.py", with: Self.server)
        try Files.replace(directory + "/secret", with: "none yet")
        let output = try Descriptor.open(directory + "/out", O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number]
        let words = [directory + "/server.py", "\(port)", directory, maker.path("hook.pem"), maker.path("hook.key")]
        child = try Child.spawn(Command("/usr/bin/python3", words), start)
    }

    func trust(_ secret: String) throws { try Files.replace(directory + "/secret", with: secret) }
    func setBusy(_ isBusy: Bool) throws {
        if isBusy { try Files.replace(directory + "/busy", with: "") } else { try Files.remove(directory + "/busy") }
    }

    /// `verified EVENT STATE APP WHAT ID AUTHORIZATION PATH` of each request that it took, and of those that it did not.
    var taken: [Substring] { text("taken") }
    var refused: [Substring] { text("refused") }
    var diagnostics: String { text("out").joined(separator: "\n") }

    private func text(_ name: String) -> [Substring] { ((try? Files.text("\(directory)/\(name)")) ?? "").split(separator: "\n") }

    deinit {
        child.kill(SIGKILL)
        _ = child.wait()
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(directory)
    }
}
