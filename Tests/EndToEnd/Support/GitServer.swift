import Glibc
import Linux
import Model

/// Repositories over https, for who has the password: git's plain form, files alone.
final class GitServer: @unchecked Sendable {  // SAFETY: used by one test, which waits for its own threads.
    static let user = "bob"
    static let password = "hunter2-and-more"
    let port: UInt16
    private let certificates: CertificateMaker
    private let folder: String
    private let server: Child

    /// - Parameter address: of this machine, as cages reach it.
    init(at address: String) throws {
        certificates = try CertificateMaker()
        try certificates.make("server", "IP:\(address)")
        port = try Ports.free()
        folder = certificates.directory + "/repositories"
        try Files.makeDirectory(folder)
        try Files.replace(folder + "/.serve.py", with: Self.script)
        let output = try Descriptor.open(folder + "/.log", O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number]
        let words = [folder + "/.serve.py", address, "\(port)", certificates.path("server.pem"), certificates.path("server.key")]
        server = try Child.spawn(Command("/usr/bin/python3", words + [Self.user, Self.password], workingDirectory: folder), start)
        try eventually("the git server answers") {
            try Command("/usr/bin/curl", ["-sk", "https://\(address):\(port)/"]).run().status.isSuccess
        }
    }

    deinit {
        server.kill(SIGKILL)
        _ = server.wait()
    }

    /// From now on it takes connections and says nothing, or goes on.
    func pause(_ isSilent: Bool) { server.kill(isSilent ? SIGSTOP : SIGCONT) }

    var authority: String { certificates.authority }

    /// Has what a repository has by now.
    func publish(_ app: SampleApp, as name: String) throws {
        let place = "\(folder)/\(name).git"
        if !Files.exists(place) { try app.git("clone", "-q", "--bare", ".", place) }
        try app.git("push", "-q", "--force", place, "main")
        try app.git("--git-dir", place, "update-server-info")
    }

    /// Has the files of a folder as an archive, for everybody.
    func publish(folder: String, asArchive name: String) throws {
        try Command("/usr/bin/tar", ["-C", Files.parent(of: folder), "-czf", "\(self.folder)/\(name)", Files.name(of: folder)]).check()
    }

    /// What was asked for, one request a line.
    func requests() throws -> [String] { try Files.text(folder + "/.log").split(separator: "\n").map(String.init) }

    private static let script = """
        import base64, http.server, ssl, sys
        address, port, certificate, key, user, password = sys.argv[1:]
        wanted = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_GET(self):
                if self.path != "/" and not self.path.endswith(".tgz") and self.headers.get("Authorization") != wanted:
                    self.send_response(401)
                    self.send_header("WWW-Authenticate", "Basic realm=git")
                    self.send_header("Content-Length", "0")
                    return self.end_headers()
                super().do_GET()
        server = http.server.ThreadingHTTPServer((address, int(port)), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.serve_forever()

        """
}
