import Glibc
import Linux
import Wire

/// Somebody who reads metrics by HTTP: one request, one answer. It never blocks the control thread.
final class MetricsPeer {
    private static let headBytesMax = 8_192

    let number: Int32
    private var input: [UInt8] = []
    private var output: [UInt8] = []
    private(set) var isClosed = false
    /// Its request is whole, and the answer not yet there.
    private(set) var isAsking = false

    init(owning number: Int32) {
        self.number = number
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
    }

    deinit { _ = Glibc.close(number) }

    var events: Int16 { output.isEmpty ? isAsking ? 0 : Int16(POLLIN) : Int16(POLLOUT) }

    /// Reads, or writes on; `isAsking` may be true afterwards.
    func proceed() {
        guard output.isEmpty else { return flush() }
        guard let part = try? readSome(from: number, limit: Self.headBytesMax), !part.isEmpty else { return isClosed = true }
        input += part
        guard input.count <= Self.headBytesMax else { return isClosed = true }
        guard let end = String(decoding: input, as: UTF8.self).firstRange(of: "\r\n\r\n"), !end.isEmpty else { return }
        let words = String(decoding: input, as: UTF8.self).split(separator: " ")
        let path = words.count > 1 ? words[1].split(separator: "?").first : nil
        guard words.first == "GET", path == "/metrics" else {
            return answer("404 Not Found", "text/plain", "Metrics are at /metrics.\n")
        }
        isAsking = true
    }

    func answer(_ text: String) { answer("200 OK", MetricsText.contentType, text) }

    private func answer(_ status: String, _ type: String, _ body: String) {
        isAsking = false
        let head =
            "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
        output = Array((head + body).utf8)
        flush()
    }

    private func flush() {
        while !output.isEmpty {
            let count = output.withUnsafeBytes { send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count > 0 {
                output.removeFirst(count)
            } else if errno == EAGAIN {
                return
            } else if errno != EINTR {
                break
            }
        }
        isClosed = true
    }
}
