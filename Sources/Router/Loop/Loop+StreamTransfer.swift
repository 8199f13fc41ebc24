import HTTP2
import Model

// Reading and writing one stream of HTTP/2, by the side of the loop that takes it for a connection.

extension Loop {
    private func session(of index: Int32) -> HTTP2Session? {
        let parent = connections[index].stream.parent
        return parent >= 0 ? connections[parent].http2?.session : nil
    }

    /// What comes has been appended to the input already: this tells the client that it may send more.
    func fillStream(_ index: Int32) -> Transfer {
        let count = connections[index].stream.unacknowledged
        if count > 0, connections[index].input.isEmpty, let session = session(of: index) {
            connections[index].stream.unacknowledged = 0
            session.consumed(connections[index].stream.id, count)
            queue(connections[index].stream.parent)
        }
        return connections[index].hungUp ? .ended : .blocked
    }

    /// Hands heads to the session, and has it fetch what there is of a body; false when the client is gone.
    func flushStream(_ index: Int32) -> Bool {
        guard !connections[index].stream.isOver, let session = session(of: index) else {
            return connections[index].stream.isFinished && connections[index].output.isEmpty
        }
        while !connections[index].stream.isHeadSent, !connections[index].output.isEmpty { sendHead(index, session) }
        if connections[index].stream.isHeadSent { session.resume(connections[index].stream.id) }
        queue(connections[index].stream.parent)
        return true
    }

    /// A head of HTTP/1.1 as we write it, which is complete and well-formed, as fields of HTTP/2.
    private func sendHead(_ index: Int32, _ session: HTTP2Session) {
        let bytes = connections[index].output.bytes
        let range = connections[index].output.range
        let status = range.lowerBound + 9..<range.lowerBound + 12
        http2Fields.removeAll()
        http2Fields.append(status: bytes, status)
        var position = bytes.firstIndex(of: ASCII.lineFeed, from: range.lowerBound, to: range.upperBound) + 1
        while position < range.upperBound, bytes[position] != ASCII.carriageReturn {
            let colon = bytes.firstIndex(of: UInt8(ascii: ":"), from: position, to: range.upperBound)
            let end = bytes.firstIndex(of: ASCII.lineFeed, from: colon, to: range.upperBound)
            addField(bytes, name: position..<colon, line: colon..<end)
            position = end + 1
        }
        connections[index].output.consume(min(position + 2, range.upperBound) - range.lowerBound)
        guard bytes[status.lowerBound] != UInt8(ascii: "1") else {
            return session.inform(connections[index].stream.id, http2Fields)
        }
        let hasBody = !(connections[index].stream.isFinished && connections[index].output.isEmpty)
        session.respond(connections[index].stream.id, http2Fields, hasBody: hasBody)
        connections[index].stream.isHeadSent = true
    }

    /// Trailers of HTTP/1.1, which were checked, follow the body as fields of HTTP/2.
    func keep(trailers bytes: [UInt8], for index: Int32) {
        guard connections[index].transport == .stream, !connections[index].stream.isOver, let session = session(of: index) else { return }
        http2Fields.removeAll()
        var position = 0
        while position < bytes.count {
            let colon = bytes.firstIndex(of: UInt8(ascii: ":"), from: position, to: bytes.count)
            let end = bytes.firstIndex(of: ASCII.lineFeed, from: colon, to: bytes.count)
            addField(bytes, name: position..<colon, line: colon..<end)
            position = end + 1
        }
        session.keep(trailers: http2Fields, for: connections[index].stream.id)
    }

    private func addField(_ bytes: [UInt8], name: Range<Int>, line: Range<Int>) {
        var start = line.lowerBound + 1
        while start < line.upperBound, bytes[start] == ASCII.space || bytes[start] == ASCII.tab { start += 1 }
        var end = line.upperBound
        while end > start, bytes[end - 1] <= 32 { end -= 1 }
        switch name.count {
        // What is of a connection is of no stream (RFC 9113, 8.2.2).
        case 10 where bytes.equals(name, lower: HTTP2Names.connection), 17 where bytes.equals(name, lower: HTTP2Names.transferEncoding):
            return
        default: http2Fields.append(bytes, name: name, value: start..<end)
        }
    }

    /// To the end of the output, from which the session fetches it.
    func passToStream(_ count: Int, from source: Int32, to sink: Int32) -> Int? {
        guard flushStream(sink) else { return nil }
        let room = min(max(outputBytesMax - connections[sink].output.count, 0), count)
        guard room > 0 else { return 0 }
        copy(room, from: source, to: sink)
        return flushStream(sink) ? room : nil
    }

    /// The stream's answer breaks off here.
    func resetStream(_ index: Int32) {
        guard !connections[index].stream.isOver, let session = session(of: index) else { return }
        session.reset(connections[index].stream.id, isOurFault: true)
        connections[index].stream.isOver = true
    }

    /// The place of a stream is somebody else's from now on.
    func leaveStream(_ index: Int32) {
        let parent = connections[index].stream.parent
        guard parent >= 0, let link = connections[parent].http2 else { return }
        let count = connections[index].stream.unacknowledged
        if count > 0 { link.session.consumed(connections[index].stream.id, count) }
        link.streams.remove(index)
        link.session.forget(connections[index].stream.id)
        // Where the end of its body was not fetched yet, the session finds now that there is nothing more.
        if !connections[index].stream.isOver { link.session.resume(connections[index].stream.id) }
        queue(parent)
    }
}
