import Glibc
import Linux
import Synchronization

/// Sends requests without pause, over connections that are kept and over connections for one request, and checks every
/// answer. Anything but a whole answer with status 200 and a body that some version could have sent is a failure.
final class LoadClient: Sendable {
    struct Report: Sendable {
        var requests = 0
        var failures: [String] = []
        /// Answers by version.
        var versions: [Int: Int] = [:]
    }

    private let port: UInt16
    private let host: String
    /// The oldest version that may answer a request that begins now, and the newest that was ever pushed.
    private let allowed = Mutex<ClosedRange<Int>>(1...1)
    private let isOver = Atomic<Bool>(false)
    private let report = Mutex(Report())

    init(_ platform: Installation, _ app: String) {
        port = platform.httpPort
        host = "\(app).localhost"
    }

    /// Sends while `body` runs, and for one answer of every client longer.
    func run(clients: Int = 4, while body: (LoadClient) throws -> Void) throws -> Report {
        var threads: [BackgroundThread] = []
        for number in 0..<clients {
            threads.append(try BackgroundThread("client") { [self] in send(requestsPerConnection: number % 2 == 0 ? 50 : 1) })
        }
        let outcome = Result { try body(self) }
        isOver.store(true, ordering: .relaxed)
        for thread in threads { thread.join() }
        try outcome.get()
        return report.withLock { $0 }
    }

    /// A version is about to be pushed: it may answer from now on.
    func mayAnswer(_ version: Int) { allowed.withLock { $0 = $0.lowerBound...version } }

    /// A push has returned: no older version may answer a request that begins from now on.
    func mustAnswer(_ version: Int) { allowed.withLock { $0 = version...max(version, $0.upperBound) } }

    var requests: Int { report.withLock { $0.requests } }

    /// Waits until `count` further requests were answered.
    func pass(_ count: Int) throws {
        let goal = requests + count
        try eventually("\(count) requests more are answered") { requests >= goal }
    }

    private func send(requestsPerConnection count: Int) {
        while !isOver.load(ordering: .relaxed) {
            do {
                try converse(count)
            } catch {
                report.withLock { if $0.failures.count < 100 { $0.failures.append("\(error)") } }
            }
        }
    }

    private func converse(_ count: Int) throws {
        let connection = try TCP.connect("127.0.0.1", port)
        let reader = ResponseReader(connection.number)
        for number in 1...count {
            let isLast = number == count || isOver.load(ordering: .relaxed)
            let oldest = allowed.withLock { $0.lowerBound }
            let request =
                "GET / HTTP/1.1\r\nHost: \(host)\r\nConnection: \(isLast ? "close" : "keep-alive")\r\n\r\n"
            try connection.write(all: Array(request.utf8))
            let answer = try reader.next()
            let newest = allowed.withLock { $0.upperBound }
            report.withLock { check(answer, oldest, newest, &$0) }
            if isLast { return }
        }
    }

    private func check(_ answer: ResponseReader.Response, _ oldest: Int, _ newest: Int, _ report: inout Report) {
        report.requests += 1
        guard answer.status == 200, let version = Int(answer.body), version <= newest else {
            return report.failures.append("status \(answer.status): \(answer.body.prefix(200))")
        }
        report.versions[version, default: 0] += 1
        if version < oldest { report.failures.append("version \(version) answered, though \(oldest) had been released") }
    }
}
