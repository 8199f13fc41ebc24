import Glibc
import Linux
import Synchronization

/// Who visits an app all the time, over kept connections and new ones; every page that they got, and what they did not get.
final class Visitors: Sendable {
    struct Report: Sendable {
        var answers = 0
        var pages: Set<String> = []
        /// An answer that is no page of the app's, with its status.
        var errors: [String] = []
        /// Connections that ended without an answer.
        var broken: [String] = []
    }

    static let count = 4

    private let port: UInt16
    private let host: String
    private let isOver = Atomic<Bool>(false)
    private let report = Mutex(Report())

    init(_ platform: Installation, _ app: String) {
        port = platform.httpPort
        host = "\(app).localhost"
    }

    /// They visit while `body` runs.
    func run(while body: (Visitors) throws -> Void) throws {
        let threads = try (0..<Self.count).map { number in try BackgroundThread("visitor") { [self] in visit(isKept: number % 2 == 0) } }
        let outcome = Result { try body(self) }
        isOver.store(true, ordering: .relaxed)
        for thread in threads { thread.join() }
        try outcome.get()
    }

    /// What has come since the last time that somebody asked, once there are answers.
    func take() throws -> Report {
        try eventually("visitors get answers") { report.withLock { $0.answers >= 2 * Self.count } }
        return report.withLock { report in
            defer { report = Report() }
            return report
        }
    }

    private func visit(isKept: Bool) {
        while !isOver.load(ordering: .relaxed) {
            do {
                let connection = try TCP.connect("127.0.0.1", port)
                let reader = ResponseReader(connection.number)
                for number in 1...(isKept ? 50 : 1) {
                    let isLast = !isKept || number == 50 || isOver.load(ordering: .relaxed)
                    try connection.write(all: Array("GET / HTTP/1.1\r\nHost: \(host)\r\n\(isLast ? "Connection: close\r\n" : "")\r\n".utf8))
                    let answer = try reader.next()
                    report.withLock { report in
                        report.answers += 1
                        if answer.status == 200 { report.pages.insert(answer.body) } else { report.errors.append("\(answer.status)") }
                    }
                    if isLast || answer.closes { break }
                    // The pace of people; there is nothing to wait for.
                    _ = poll(nil, 0, 5)
                }
            } catch {
                report.withLock { $0.broken.append("\(error)") }
                _ = poll(nil, 0, 20)
            }
        }
    }
}
