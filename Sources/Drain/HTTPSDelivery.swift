import Linux
import Model
import Planning
import Wire

/// Heroku's way over HTTPS: a batch of frames in a POST.
final class HTTPSDelivery: Delivery {
    /// Heroku's.
    private static let batchBytesMax = 102_400
    private static let batchLinesMax = 1_000
    private static let millisecondsMax: Int64 = 30_000

    private let order: DrainOrder
    private var connection: OutgoingConnection?
    /// What was not taken is sent again as it was, under its name, so that who got it twice can tell.
    private var batch: (id: String, count: Int)?

    init(_ order: DrainOrder) { self.order = order }

    var sent: Int { 0 }

    func forget() { batch = nil }

    func deliver(_ lines: WaitingLines) throws(DeliveryFailure) -> Int {
        var body: [UInt8] = []
        var count = 0
        while count < min(lines.count, batch?.count ?? Self.batchLinesMax), batch != nil || body.count < Self.batchBytesMax {
            body += DrainFrame.bytes(lines[count], .https, token: order.token)
            count += 1
        }
        let id = batch?.id ?? Hexadecimal.random(bytes: 16)
        batch = (id, count)
        do throws(DeliveryFailure) {
            let status = try post(head(id, count, bytes: body.count) + body)
            let outcome = DrainPace.outcome(status: status)
            guard outcome == .taken else { throw DeliveryFailure("it answers \(status)", outcome, lines: count) }
        } catch {
            if error.outcome == .unavailable { connection = nil }
            throw error
        }
        batch = nil
        return count
    }

    private func head(_ id: String, _ count: Int, bytes: Int) -> [UInt8] {
        let authorization = order.url.credentials.map { "Authorization: Basic \(Base64.text($0))\r\n" } ?? ""
        return Array(
            """
            POST \(order.url.requestTarget) HTTP/1.1\r
            Host: \(order.url.authority)\r
            User-Agent: Logplex/v1 (Renga)\r
            Content-Type: application/logplex-1\r
            Content-Length: \(bytes)\r
            Logplex-Msg-Count: \(count)\r
            Logplex-Frame-Id: \(id)\r
            Logplex-Drain-Token: \(order.token)\r
            \(authorization)\r

            """.utf8
        )
    }

    /// The status of the answer.
    private func post(_ request: [UInt8]) throws(DeliveryFailure) -> Int {
        let connection = try open()
        try connection.write(request)
        let deadline = Moment.monotonicMilliseconds() + Self.millisecondsMax
        let answer = try HTTPAnswer.read { () throws(DeliveryFailure) in try connection.read(until: deadline) }
        if !answer.keepsOpen { self.connection = nil }
        return answer.status
    }

    private func open() throws(DeliveryFailure) -> OutgoingConnection {
        if let connection, !connection.hasEnded() { return connection }
        let connection = try OutgoingConnection(to: order.url, order.settings)
        self.connection = connection
        return connection
    }
}
