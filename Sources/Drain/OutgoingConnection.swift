import Glibc
import Linux
import Model
import Planning
import TLS

/// A connection to a server that somebody named, with TLS where its URL says so. Each wait has an end.
final class OutgoingConnection {
    private static let connectMilliseconds: Int64 = 10_000
    private static let writeMilliseconds: Int64 = 30_000
    private static let readBytes = 16 << 10
    private static let unaskedPartsMax = 16

    private let socket: OutgoingSocket
    private let tls: TLSClient?
    private var plainBytesWritten: UInt64 = 0

    init(to url: DrainURL, _ settings: Configuration.OutgoingSettings) throws(DeliveryFailure) {
        let deadline = Moment.monotonicMilliseconds() + Self.connectMilliseconds
        socket = try OutgoingSocket.connect(url.host, url.port, allowed: settings.allow, until: deadline)
        guard url.kind != .syslog else {
            tls = nil
            return
        }
        do throws(TLSError) {
            let tls = try TLSClient(
                socket: socket.number,
                host: url.host,
                isAddress: IPAddress(url.host) != nil,
                authorities: settings.caFile,
                verifies: url.verifies
            )
            self.tls = tls
        } catch {
            throw DeliveryFailure("\(error)")
        }
        _ = try secure(until: deadline) { (tls) throws(TLSError) in try tls.shakeHands() }
    }

    /// What went out in all, as it goes over the wire.
    var bytesWritten: UInt64 { tls?.bytesWritten ?? plainBytesWritten }

    /// Of that, what the other machine has not taken yet.
    var bytesUnacknowledged: Int { socket.bytesUnacknowledged }

    /// The other side has closed. What it says unasked, as TLS does behind a handshake, is passed over.
    func hasEnded() -> Bool {
        for _ in 0..<Self.unaskedPartsMax {
            var bytes = [UInt8](repeating: 0, count: Self.readBytes)
            // Whatever is wrong with it: it is of no more use.
            if let tls {
                switch try? tls.read(into: &bytes) {
                case .moved: continue
                case .waits: return false
                case .ended, nil: return true
                }
            }
            guard socket.hasNews else { return false }
            guard let part = try? readSome(from: socket.number, limit: Self.readBytes), !part.isEmpty else { return true }
        }
        return true
    }

    func write(_ bytes: [UInt8]) throws(DeliveryFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // Each part has its time: who takes a little now and then is slow and not gone.
            let deadline = Moment.monotonicMilliseconds() + Self.writeMilliseconds
            let part = rest
            let count: Int
            if tls != nil {
                count = try secure(until: deadline) { (tls) throws(TLSError) in try tls.write(part) }
                guard count > 0 else { throw DeliveryFailure("it hangs up") }
            } else {
                count = try socket.write(part, until: deadline)
                plainBytesWritten += UInt64(count)
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Some bytes; none at the end.
    func read(until deadline: Int64) throws(DeliveryFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.readBytes)
        guard tls != nil else { return try socket.read(limit: Self.readBytes, until: deadline) }
        var count = 0
        count = try secure(until: deadline) { (tls) throws(TLSError) in try tls.read(into: &bytes) }
        return Array(bytes.prefix(count))
    }

    /// Does something over TLS, waiting for the socket where that is asked for. 0: the other side has ended.
    private func secure(until deadline: Int64, _ step: (TLSClient) throws(TLSError) -> TLSClient.Outcome) throws(DeliveryFailure) -> Int {
        guard let tls else { return 0 }
        while true {
            let outcome: TLSClient.Outcome
            do throws(TLSError) { outcome = try step(tls) } catch { throw DeliveryFailure("\(error)") }
            switch outcome {
            case .moved(let count): return count
            case .ended: return 0
            case .waits(let wish): try socket.wait(wish == .toRead ? POLLIN : POLLOUT, until: deadline)
            }
        }
    }
}
