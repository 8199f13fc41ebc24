import Glibc
import Linux
import Model
import Wire

/// `renga-drain post`: one request to a server that somebody named, and the status of its answer.
enum PostProgram {
    private static let orderBytesMax = 1 << 20
    private static let millisecondsMax: Int64 = 20_000

    static func run() throws {
        var reader = LineReader(0, limit: orderBytesMax)
        guard let line = try reader.next() else { return }
        let order = try JSONCoder.decode(PostOrder.self, from: line)
        let report: PostReport
        do throws(DeliveryFailure) { report = .status(try post(order)) } catch { report = .trouble(error.words) }
        try writeAll(try JSONCoder.encode(report) + [ASCII.lineFeed], to: 1)
    }

    private static func post(_ order: PostOrder) throws(DeliveryFailure) -> Int {
        let connection = try OutgoingConnection(to: order.url, order.settings)
        try connection.write(head(order) + Array(order.body.utf8))
        let deadline = Moment.monotonicMilliseconds() + millisecondsMax
        return try HTTPAnswer.read { () throws(DeliveryFailure) in try connection.read(until: deadline) }.status
    }

    private static func head(_ order: PostOrder) -> [UInt8] {
        var lines = [
            "POST \(order.url.requestTarget) HTTP/1.1", "Host: \(order.url.authority)", "User-Agent: Renga",
            "Content-Length: \(order.body.utf8.count)", "Connection: close",
        ]
        if let credentials = order.url.credentials { lines.append("Authorization: Basic \(Base64.text(credentials))") }
        // What a header cannot be is none.
        lines += order.headers.filter { $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }
}
