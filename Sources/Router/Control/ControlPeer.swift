import Glibc
import Linux
import Model
import Wire

/// One connection on the control socket. It never blocks the control thread: what it does not read is kept for a while.
final class ControlPeer {
    private static let lineBytesMax = 64 << 20
    private static let unsentBytesMax = 16 << 20

    let number: Int32
    /// Gets `drained` events from its first routes on.
    var hasSentRoutes = false
    private(set) var isClosed = false
    private var input = LineCutter(lineBytesMax: lineBytesMax)
    private var output: [UInt8] = []

    init(owning number: Int32) {
        self.number = number
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
    }

    deinit { _ = Glibc.close(number) }

    var events: Int16 { Int16(POLLIN) | (output.isEmpty ? 0 : Int16(POLLOUT)) }

    func close() { isClosed = true }

    /// The whole lines that have come.
    func receive() -> [[UInt8]] {
        do throws(SystemError) {
            while let part = try readSome(from: number) {
                if part.isEmpty {
                    isClosed = true
                    break
                }
                input.add(part)
                if part.count < 65_536 { break }
            }
        } catch {
            isClosed = true
        }
        var lines: [[UInt8]] = []
        while let line = input.next() { lines.append(Array(line)) }
        if input.isTooLong { isClosed = true }
        return lines
    }

    func send(_ event: RouterEvent) {
        guard !isClosed else { return }
        do {
            output += try MessageChannel.line(event)
        } catch {
            Diagnostics.say("cannot encode \(event): \(error)")
        }
        flush()
    }

    func flush() {
        while !output.isEmpty, !isClosed {
            let count = output.withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count > 0 {
                output.removeFirst(count)
            } else if errno == EAGAIN {
                break
            } else if errno != EINTR {
                isClosed = true
            }
        }
        if output.count > Self.unsentBytesMax { isClosed = true }
    }
}
