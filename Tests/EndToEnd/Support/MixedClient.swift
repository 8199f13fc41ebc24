import Glibc
import Linux
import Synchronization

/// Clients of every kind at once, over one app that does what each asks for: kept connections, new ones, uploads, slow
/// answers and upgraded connections. Whatever is not a whole and right answer is a failure.
final class MixedClient: Sendable {
    enum Kind: String, CaseIterable, Sendable { case kept, new, upload, slow, tunnel }

    struct Report: Sendable {
        var answers: [Kind: Int] = [:]
        var failures: [String] = []
    }

    /// The app: says back bodies, drips an answer, and repeats the lines of an upgraded connection.
    static let server = SampleApps.server.replacing(
        "    def do_GET(self):\n",
        with: """
                def do_POST(self):
                    body = self.rfile.read(int(self.headers["Content-Length"]))
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                def do_GET(self):
                    if self.path == "/tunnel":
                        self.connection.sendall(b"HTTP/1.1 101 Switching\\r\\nConnection: Upgrade\\r\\nUpgrade: echo\\r\\n\\r\\n")
                        self.close_connection = True
                        for line in self.rfile: self.connection.sendall(line)
                        return
                    if self.path == "/slow":
                        self.send_response(200)
                        self.send_header("Content-Length", "10")
                        self.end_headers()
                        for letter in b"abcdefghij":
                            self.wfile.write(bytes([letter]))
                            time.sleep(0.03)
                        return

            """
    )

    private let port: UInt16
    private let host: String
    private let isOver = Atomic<Bool>(false)
    private let report = Mutex(Report())

    init(_ platform: Installation, _ app: String) {
        port = platform.httpPort
        host = "\(app).localhost"
    }

    /// Asks while `body` runs.
    func run(while body: (MixedClient) throws -> Void) throws -> Report {
        let threads = try Kind.allCases.map { kind in try BackgroundThread("client") { [self] in ask(kind) } }
        let outcome = Result { try body(self) }
        isOver.store(true, ordering: .relaxed)
        for thread in threads { thread.join() }
        try outcome.get()
        return report.withLock { $0 }
    }

    /// Waits until every kind of client has had two more answers, or one has failed.
    func pass() throws {
        let before = report.withLock { $0.answers }
        try eventually("every client is answered: \(report.withLock { $0 })", seconds: 60) {
            let now = report.withLock { $0 }
            return !now.failures.isEmpty || Kind.allCases.allSatisfy { now.answers[$0, default: 0] >= before[$0, default: 0] + 2 }
        }
    }

    private func ask(_ kind: Kind) {
        while !isOver.load(ordering: .relaxed) {
            do {
                if kind == .tunnel { try talk() } else { try converse(kind) }
            } catch {
                report.withLock { if $0.failures.count < 50 { $0.failures.append("\(kind): \(error)") } }
            }
        }
    }

    private func request(_ kind: Kind, isLast: Bool) -> (bytes: [UInt8], body: String?) {
        let upload = String(repeating: "u", count: 200_000)
        let start =
            switch kind {
            case .upload: "POST / HTTP/1.1\r\nContent-Length: \(upload.utf8.count)\r\n"
            case .slow: "GET /slow HTTP/1.1\r\n"
            default: "GET / HTTP/1.1\r\n"
            }
        let head = start + "Host: \(host)\r\n" + (isLast ? "Connection: close\r\n\r\n" : "\r\n")
        let body = kind == .upload ? upload : kind == .slow ? "abcdefghij" : nil
        return (Array(head.utf8) + (kind == .upload ? Array(upload.utf8) : []), body)
    }

    /// A connection until an answer says that it was its last, as the router does when it is exchanged.
    private func converse(_ kind: Kind) throws {
        let connection = try TCP.connect("127.0.0.1", port)
        let reader = ResponseReader(connection.number)
        for number in 1...(kind == .new ? 1 : 40) {
            let isLast = kind == .new || number == 40 || isOver.load(ordering: .relaxed)
            let (bytes, body) = request(kind, isLast: isLast)
            try connection.write(all: bytes)
            let answer = try reader.next()
            report.withLock { report in
                report.answers[kind, default: 0] += 1
                if answer.status != 200 || (body != nil && answer.body != body) {
                    report.failures.append("\(kind): status \(answer.status): \(answer.body.prefix(100))")
                }
            }
            if isLast || answer.closes { return }
        }
    }

    /// Two seconds of lines back and forth: no deploy may end that, since tunnels have ten to end by themselves.
    private func talk() throws {
        let connection = try TCP.connect("127.0.0.1", port)
        let reader = ResponseReader(connection.number)
        let request = "GET /tunnel HTTP/1.1\r\nHost: \(host)\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"
        try connection.write(all: Array(request.utf8))
        let head = try reader.head()
        guard head.hasPrefix("HTTP/1.1 101 ") else {
            return report.withLock { $0.failures.append("tunnel: \(head.prefix(60))") }
        }
        let end = Moment.monotonicMilliseconds() + 2_000
        while Moment.monotonicMilliseconds() < end, !isOver.load(ordering: .relaxed) {
            try connection.write(all: Array("ping\n".utf8))
            let line = try reader.line()
            report.withLock { report in
                report.answers[.tunnel, default: 0] += 1
                if line != "ping" { report.failures.append("tunnel: \(line)") }
            }
            // The pace of a chat; there is nothing to wait for.
            _ = poll(nil, 0, 20)
        }
    }
}
