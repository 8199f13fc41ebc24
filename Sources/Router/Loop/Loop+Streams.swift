import HTTP2
import Model

// Streams of HTTP/2 as the session knows them.

extension Loop: HTTP2Streams {
    func begin(stream: Int32, of session: HTTP2Session) -> UInt64? {
        guard parent >= 0, let link = connections[parent].http2, let index = connections.take() else { return nil }
        connections[index].role = .stream
        connections[index].transport = .stream
        connections[index].writable = true
        connections[index].peer = connections[parent].peer
        connections[index].isTrusted = connections[parent].isTrusted
        connections[index].isSecure = connections[parent].isSecure
        connections[index].stream.parent = parent
        connections[index].stream.id = stream
        link.streams.insert(index)
        // For its head; a request has deadlines of its own.
        setDeadline(ofConnection: index, after: settings.firstByteMilliseconds)
        return connections.token(index)
    }

    func take(head: [UInt8]?, isChunked: Bool, for stream: UInt64) {
        guard let index = connections.index(of: stream) else { return }
        connections[index].stream.isChunkedIn = isChunked
        if let head { append(head, 0..<head.count, to: index) } else { connections[index].stream.isMalformed = true }
        queue(index)
    }

    func take(data: [UInt8], _ range: Range<Int>, for stream: UInt64) {
        guard let index = connections.index(of: stream), !range.isEmpty else { return }
        connections[index].stream.unacknowledged += range.count
        if connections[index].stream.isChunkedIn {
            var size: [UInt8] = []
            size.append(hexadecimal: range.count)
            size.append("\r\n")
            append(size, 0..<size.count, to: index)
            append(data, range, to: index)
            append([13, 10], 0..<2, to: index)
        } else {
            append(data, range, to: index)
        }
        queue(index)
    }

    func end(_ stream: UInt64, trailers: [UInt8]) {
        guard let index = connections.index(of: stream) else { return }
        // After a body of known length there is no place for trailers in HTTP/1.1.
        if connections[index].stream.isChunkedIn {
            let last = Array("0\r\n".utf8) + trailers + "\r\n".utf8
            append(last, 0..<last.count, to: index)
        }
        queue(index)
    }

    func close(_ stream: UInt64) {
        guard let index = connections.index(of: stream) else { return }
        connections[index].stream.isOver = true
        if !(connections[index].stream.isFinished && connections[index].output.isEmpty) { connections[index].hungUp = true }
        queue(index)
    }

    func supply(_ stream: UInt64) -> HTTP2Supply {
        guard let index = connections.index(of: stream) else { return HTTP2Supply([], 0..<0, isLast: true) }
        return HTTP2Supply(
            connections[index].output.bytes,
            connections[index].output.range,
            isLast: connections[index].stream.isFinished
        )
    }

    func supplied(_ count: Int, of stream: UInt64) {
        guard let index = connections.index(of: stream) else { return }
        connections[index].output.consume(count)
        queue(index)
    }

    private func append(_ bytes: [UInt8], _ range: Range<Int>, to index: Int32) {
        pool.lend(to: &connections[index].input)
        connections[index].input.append(bytes, range)
    }
}
