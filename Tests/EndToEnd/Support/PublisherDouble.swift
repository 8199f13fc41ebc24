import Glibc
import Linux
import Model
import Synchronization

/// A publisher's site on this machine: a folder of files, some of which misbehave.
///
/// Beside a file `x`, `x.half` makes it end in its middle, `x.loop` sends whoever asks for it to itself, `x.endless` sends
/// without an end, and `x.hang` makes it wait in its middle until that is gone.
final class PublisherDouble: Sendable {
    private static let server = """
        import http.server, os, sys, time
        root = sys.argv[2]
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                with open(root + "/asked", "a") as log: log.write(self.path + "\\n")
                path = root + self.path.split("?")[0]
                if os.path.isdir(path): path += "/index.html"
                if os.path.exists(path + ".loop"):
                    self.send_response(302); self.send_header("Location", self.path); self.end_headers(); return
                if os.path.exists(path + ".endless"):
                    self.send_response(200); self.end_headers()
                    try:
                        while True: self.wfile.write(b"[" * (1 << 20))
                    except OSError: return
                if not os.path.isfile(path): self.send_error(404); return
                data = open(path, "rb").read()
                self.send_response(200); self.send_header("Content-Length", str(len(data))); self.end_headers()
                if os.path.exists(path + ".hang"):
                    self.wfile.write(data[:len(data) // 2]); data = data[len(data) // 2:]
                    while os.path.exists(path + ".hang"): time.sleep(0.02)
                self.wfile.write(data[:len(data) // 2] if os.path.exists(path + ".half") else data)
        address, port = sys.argv[1].split(":")
        http.server.ThreadingHTTPServer((address, int(port)), Handler).serve_forever()
        """

    let directory: String
    /// `ADDRESS:PORT`.
    let place: String
    private let child: Child
    private let isCut = Mutex(false)

    /// At an address that builds of `platform` may reach from now on, in the place of `base`.
    convenience init(for platform: Installation, insteadOf base: String) throws { try self.init(for: platform, insteadOf: [base: ""]) }

    /// - Parameter bases: each with its folder here.
    init(for platform: Installation, insteadOf bases: [String: String]) throws {
        directory = "/var/tmp/renga-e2e/publisher-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(directory)
        place = "\(platform.gateway):\(try Ports.free())"
        let text = try Files.text(platform.root.configuration)
        // Nothing else is fetched from anywhere.
        let place = place
        let mirrors = bases.map { base, folder in "\(base): \"http://\(place)\(folder)\", " }.joined()
        let own = text.replacing("mirrors: {", with: "mirrors: {\(mirrors)")
            .replacing("allow: [", with: "allow: [\"\(place)\", ")
        try Files.replace(platform.root.configuration, with: own)
        try platform.restartRunner()
        var start = Child.Start()
        start.newSession = true
        let nowhere = try Descriptor.open("/dev/null", O_RDWR)
        start.descriptors = [nil, nowhere.number, nowhere.number]
        child = try Child.spawn(Command("/usr/bin/python3", ["-c", Self.server, place, directory]), start)
        let url = "http://\(place)/"
        try eventually("the publisher's site answers") { try Command("/usr/bin/curl", ["-s", url]).run().status.isSuccess }
    }

    deinit {
        cut()
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(directory)
    }

    /// From now on nobody answers there.
    func cut() {
        let first = isCut.withLock { isCut in
            defer { isCut = true }
            return !isCut
        }
        guard first else { return }
        child.kill(SIGKILL)
        _ = child.wait()
    }

    func write(_ path: String, _ text: String) throws {
        try Files.makeDirectory(Files.parent(of: "\(directory)/\(path)"))
        try Files.replace("\(directory)/\(path)", with: text)
    }

    func remove(_ path: String) throws { try Files.remove("\(directory)/\(path)") }

    /// An archive of one folder with these files, which can be executed.
    /// - Returns: its SHA-256.
    @discardableResult
    func archive(_ path: String, folder: String, _ files: [String: String]) throws -> String {
        let tree = "\(directory)/.tree-\(Int.random(in: 0 ... .max))"
        for (name, text) in files {
            let file = "\(tree)/\(folder)/\(name)"
            try Files.makeDirectory(Files.parent(of: file))
            try Files.replace(file, with: Array(text.utf8), mode: 0o755)
        }
        try Files.makeDirectory(Files.parent(of: "\(directory)/\(path)"))
        try Command("/usr/bin/tar", ["--create", "--auto-compress", "--file", "\(directory)/\(path)", "--directory", tree, folder]).check()
        return String(try Command("/usr/bin/sha256sum", ["\(directory)/\(path)"]).run().text.prefix(64))
    }

    /// What was asked for since the last time.
    func asked() throws -> [String] {
        guard Files.exists(directory + "/asked") else { return [] }
        let lines = try Files.text(directory + "/asked").split(separator: "\n").map(String.init)
        try Files.remove(directory + "/asked")
        return lines.filter { $0 != "/" }
    }
}
