import Glibc
import Linux
import Model
import Operations
import Planning
import Sealing
import Wire

/// Posts a message, signed, by a process that has no user and no file.
struct NotifyPost {
    /// Its own deadlines are shorter, one after the other.
    private static let millisecondsMax: Int64 = 45_000
    /// A pipe takes as much at once.
    private static let orderBytesMax = 60_000
    private static let reportBytesMax = 4096

    private let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    /// nil: the server has taken it.
    ///
    /// - Parameter number: of the target.
    func send(
        _ message: NotifyMessage,
        to url: DrainURL,
        of number: Int64,
        secret: String,
        isCancelled: () -> Bool
    ) throws -> NotifyFailure? {
        let body = String(decoding: try JSONCoder.encode(message), as: UTF8.self)
        let time = "\(Moment.wallMicroseconds() / 1_000_000)"
        let signature = Hexadecimal.text(HMAC.sha256(Array("\(time).\(body)".utf8), key: Array(secret.utf8)))
        let headers = [
            "Content-Type: application/json", "Renga-Event: \(message.event)", "Renga-Delivery: \(message.id)", "Renga-Timestamp: \(time)",
            "Renga-Signature: sha256=\(signature)",
        ]
        let order = PostOrder(url: url, headers: headers, body: body, settings: platform.configuration.outgoing)
        switch try run(order, number, isCancelled) {
        case .trouble(let words): return NotifyFailure(words)
        case .status(let status):
            let outcome = DrainPace.outcome(status: status)
            return outcome == .taken ? nil : NotifyFailure("it answers \(status)", isRejection: outcome == .rejected)
        }
    }

    private func run(_ order: PostOrder, _ number: Int64, _ isCancelled: () -> Bool) throws -> PostReport {
        let line = try JSONCoder.encode(order) + [ASCII.lineFeed]
        guard line.count <= Self.orderBytesMax else { throw Failure(.limit, "the message is too large") }
        let (given, inputHere) = try Descriptor.pipe().split()
        let theirInput = Descriptor(owning: given)
        let input = Descriptor(owning: inputHere)
        let (outputHere, taken) = try Descriptor.pipe().split()
        let output = Descriptor(owning: outputHere)
        let theirOutput = Descriptor(owning: taken)
        let uid = try Account.free(platform.configuration.users.carrierUIDs(of: number), "who carries messages", platform.root)
        var start = Child.Start()
        start.descriptors = [theirInput.number, theirOutput.number, nil]
        start.newSession = true
        start.user = (uid, uid)
        start.deathSignal = SIGKILL
        start.noNewPrivileges = true
        start.outOfMemoryScore = 500
        try input.write(all: line)
        let child = try Child.spawn(Command("\(platform.root.path)/bin/renga-drain", ["post"], workingDirectory: "/"), start)
        guard let status = try child.wait(until: Moment.monotonicMilliseconds() + Self.millisecondsMax, isCancelled: isCancelled) else {
            return .trouble("it does not answer in time")
        }
        guard fcntl(output.number, F_SETFL, O_NONBLOCK) == 0 else { throw SystemError("set up", "a pipe") }
        guard let report = try readSome(from: output.number, limit: Self.reportBytesMax), !report.isEmpty else {
            return .trouble("renga-drain ended with \(status)")
        }
        return try JSONCoder.decode(PostReport.self, from: Array(report.prefix { $0 != ASCII.lineFeed }))
    }
}
