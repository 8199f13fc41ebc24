import Model
import Planning
import Wire

/// RFC 5424 over TCP or TLS, with octet counting. Syslog answers nothing: a line counts as delivered once the other machine's kernel has
/// taken it. What it has not when a connection ends is sent again.
final class SyslogDelivery: Delivery {
    private static let partBytes = 64 << 10

    private let order: DrainOrder
    private var connection: OutgoingConnection?
    /// For each line that is on its way: where it ends in what this connection has sent.
    private var ends: [UInt64] = []

    init(_ order: DrainOrder) { self.order = order }

    var sent: Int { ends.count }

    func forget() {}

    func deliver(_ lines: WaitingLines) throws(DeliveryFailure) -> Int {
        if let connection, connection.hasEnded() {
            let count = arrived(over: connection)
            leave()
            if count > 0 { return count }
        }
        do throws(DeliveryFailure) {
            let connection = try open()
            try send(lines, over: connection)
            let count = arrived(over: connection)
            ends.removeFirst(count)
            return count
        } catch {
            let count = connection.map { arrived(over: $0) } ?? 0
            leave()
            // What is wrong shows at the next attempt.
            guard count == 0 else { return count }
            throw error
        }
    }

    private func open() throws(DeliveryFailure) -> OutgoingConnection {
        if let connection { return connection }
        let connection = try OutgoingConnection(to: order.url, order.settings)
        self.connection = connection
        return connection
    }

    /// What has not arrived is sent over the next.
    private func leave() { (connection, ends) = (nil, []) }

    private func arrived(over connection: OutgoingConnection) -> Int {
        let taken = connection.bytesWritten - min(UInt64(connection.bytesUnacknowledged), connection.bytesWritten)
        return ends.prefix { $0 <= taken }.count
    }

    private func send(_ lines: WaitingLines, over connection: OutgoingConnection) throws(DeliveryFailure) {
        var next = ends.count
        while next < lines.count {
            var part: [UInt8] = []
            let first = next
            while next < lines.count, part.count < Self.partBytes {
                part += DrainFrame.bytes(lines[next], order.url.kind, token: order.token)
                next += 1
            }
            try connection.write(part)
            // With TLS it is not known where in its records each line ends: it has arrived with the last of its part.
            ends += Array(repeating: connection.bytesWritten, count: next - first)
        }
    }
}
