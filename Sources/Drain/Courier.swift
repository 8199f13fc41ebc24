import Glibc
import Linux
import Model
import Planning
import Wire

/// Takes lines from standard input as there is room for them, has them delivered, and says on standard output what became of them.
/// While it waits for the server it takes no more: the rest stays with whoever sends.
final class Courier {
    /// Of lines that were taken and are not delivered.
    private static let bytesMax = 1 << 20
    private static let lineBytesMax = 4 << 20
    /// How often it is looked whether the other side has taken what was sent.
    private static let lookMilliseconds: Int32 = 50

    private let order: DrainOrder
    private let delivery: any Delivery
    private var pace = DrainPace()
    private var cutter = LineCutter(lineBytesMax: lineBytesMax)
    private var lines = WaitingLines()
    private var dropped = DroppedLines()
    private var isAtEnd = false

    init(_ order: DrainOrder, already: [UInt8]) throws {
        self.order = order
        delivery = order.url.kind == .https ? HTTPSDelivery(order) : SyslogDelivery(order)
        try take(already)
    }

    /// Until standard input ends and all is delivered, or cannot be.
    func run() throws {
        while true {
            if !isAtEnd, lines.bytes < Self.bytesMax {
                try fill(milliseconds: lines.isEmpty ? -1 : lines.count > delivery.sent ? 0 : Self.lookMilliseconds)
            } else if lines.count <= delivery.sent {
                _ = poll(nil, 0, Self.lookMilliseconds)
            }
            guard !lines.isEmpty else {
                if isAtEnd { return }
                continue
            }
            guard try deliver() else { return }
        }
    }

    private func fill(milliseconds: Int32) throws {
        var item = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        guard poll(&item, 1, milliseconds) > 0, let part = try readSome(from: 0) else { return }
        if part.isEmpty { isAtEnd = true } else { try take(part) }
    }

    private func take(_ part: [UInt8]) throws {
        cutter.add(part)
        while let line = cutter.next() { lines.append(Array(line)) }
        guard !cutter.isTooLong else { throw SystemError("read", "a line over \(Self.lineBytesMax) bytes", code: EMSGSIZE) }
    }

    /// False: the input has ended, and the rest cannot be delivered.
    private func deliver() throws -> Bool {
        let count: Int
        do throws(DeliveryFailure) { count = try delivery.deliver(lines) } catch {
            if isAtEnd { return false }
            try endure(error)
            return true
        }
        guard count > 0 else { return true }
        try report(.delivered(lines.removeFirst(count)))
        _ = pace.next(.taken)
        if !dropped.isEmpty { lines.prepend(DrainFrame.notice(dropped, now: Moment.text())) }
        dropped = DroppedLines()
        return true
    }

    private func endure(_ failure: DeliveryFailure) throws {
        try report(.trouble(failure.words))
        switch pace.next(failure.outcome) {
        case .goOn: break
        case .wait(let milliseconds): _ = poll(nil, 0, Int32(milliseconds))
        case .drop:
            let count = lines.removeFirst(failure.lines)
            delivery.forget()
            dropped.add(count, since: Moment.text())
            try report(.dropped(count))
        }
    }

    private func report(_ report: DrainReport) throws { try writeAll(try JSONCoder.encode(report) + [ASCII.lineFeed], to: 1) }
}
