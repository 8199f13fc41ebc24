// Reading and writing one connection, with the bookkeeping of edges.

extension Loop {
    /// Something has come that nobody has looked at, or may have.
    func hasMore(_ index: Int32) -> Bool {
        !connections[index].input.isEmpty || connections[index].readable || connections[index].tls?.hasLeftover ?? false
    }

    /// Bytes from the socket to the end of the connection's input.
    func fill(_ index: Int32) -> Transfer {
        switch connections[index].transport {
        case .plain: fillPlain(index)
        case .secure: fillSecured(index)
        case .stream: fillStream(index)
        }
    }

    func makeRoom(_ index: Int32) {
        pool.lend(to: &connections[index].input)
        if connections[index].input.isFull { connections[index].input.makeRoom() }
    }

    private func fillPlain(_ index: Int32) -> Transfer {
        guard connections[index].readable else { return .blocked }
        makeRoom(index)
        let start = connections[index].input.range.upperBound
        let room = connections[index].input.bytes.count - start
        let outcome = net.read(connections[index].socket, into: &connections[index].input.bytes, from: start)
        switch outcome {
        case .moved(let count):
            connections[index].input.filled(count)
            // A short read has emptied the socket: the next byte brings an event, and so did an end that is there already.
            if count < room && !connections[index].hungUp { connections[index].readable = false }
            // A stream that fills its storage gets the large size.
            if count == room && start == 0 { widen(index) }
        case .blocked: connections[index].readable = false
        case .ended, .failed: connections[index].hungUp = true
        }
        return outcome
    }

    func widen(_ index: Int32) {
        guard connections[index].input.bytes.count == BufferPool.inputBytes else { return }
        let missing = BufferPool.bodyBytes - BufferPool.inputBytes
        connections[index].input.bytes.append(contentsOf: repeatElement(0, count: missing))
    }

    /// Writes what the connection's output holds; false when the peer is gone.
    func flush(_ index: Int32) -> Bool {
        switch connections[index].transport {
        case .plain: flushPlain(index)
        case .secure: flushSecured(index)
        case .stream: flushStream(index)
        }
    }

    private func flushPlain(_ index: Int32) -> Bool {
        while connections[index].writable, !connections[index].output.isEmpty {
            let left = connections[index].output.count
            switch connections[index].write(to: net) {
            case .moved(let count): if count < left { connections[index].writable = false }
            case .blocked: connections[index].writable = false
            case .ended, .failed: return false
            }
        }
        return true
    }

    /// Writes straight from one connection's input to another's socket: nothing is copied. nil when the peer is gone.
    func pass(_ count: Int, from source: Int32, to sink: Int32) -> Int? {
        switch connections[sink].transport {
        case .plain: passPlain(count, from: source, to: sink)
        case .secure: passSecured(count, from: source, to: sink)
        case .stream: passToStream(count, from: source, to: sink)
        }
    }

    private func passPlain(_ count: Int, from source: Int32, to sink: Int32) -> Int? {
        guard connections[sink].writable else { return 0 }
        let start = connections[source].input.range.lowerBound
        switch net.write(connections[sink].socket, connections[source].input.bytes, start..<start + count) {
        case .moved(let written):
            connections[source].input.consume(written)
            if written < count { connections[sink].writable = false }
            return written
        case .blocked:
            connections[sink].writable = false
            return 0
        case .ended, .failed: return nil
        }
    }

    /// Copies from one connection's input to the end of another's output.
    func copy(_ count: Int, from source: Int32, to sink: Int32) {
        let start = connections[source].input.range.lowerBound
        pool.lend(to: &connections[sink].output)
        connections[sink].output.bytes.append(connections[source].input.bytes, start..<start + count)
        connections[source].input.consume(count)
    }
}
