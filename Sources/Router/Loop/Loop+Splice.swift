// Large bodies of a known length: from socket to socket through a pipe.

import Model

extension Loop {
    /// Whether what is left of a body goes through a pipe; takes one for it.
    func splices(_ exchange: Int32, remaining: Int, from source: Int32, isDown: Bool) -> Bool {
        // The kernel can neither encrypt nor frame.
        guard connections[source].input.isEmpty, connections[exchanges[exchange].client].transport == .plain else { return false }
        if let pipe = exchanges[exchange].pipe {
            if pipe.held > 0 || pipe.isDown == isDown { return pipe.isDown == isDown }
        }
        guard remaining > PipePool.bodyBytesMin else { return false }
        if exchanges[exchange].pipe == nil { exchanges[exchange].pipe = pipes.lend(net) }
        exchanges[exchange].pipe?.isDown = isDown
        return exchanges[exchange].pipe != nil
    }

    /// One step: fills the pipe where it is empty, then lets out what the sink takes.
    func splice(_ exchange: Int32, remaining: Int, from source: Int32, to sink: Int32) -> Spliced {
        guard var pipe = exchanges[exchange].pipe else { return .blocked }
        defer { exchanges[exchange].pipe = pipe }
        if pipe.held == 0 {
            guard connections[source].readable else { return .blocked }
            let count = min(remaining, PipePool.pipeBytes)
            switch net.splice(from: connections[source].socket, to: pipe.input, count) {
            case .moved(let taken):
                pipe.held = taken
                setDeadline(exchange, after: settings.idleMilliseconds)
            case .blocked:
                connections[source].readable = false
                return .blocked
            case .ended, .failed:
                connections[source].hungUp = true
                return .sourceGone
            }
        }
        guard connections[sink].writable else { return .blocked }
        switch net.splice(from: pipe.output, to: connections[sink].socket, pipe.held) {
        case .moved(let given):
            pipe.held -= given
            return .moved(given)
        case .blocked:
            connections[sink].writable = false
            return .blocked
        case .ended, .failed: return .sinkGone
        }
    }

    func releasePipe(_ exchange: Int32) {
        guard let pipe = exchanges[exchange].pipe else { return }
        exchanges[exchange].pipe = nil
        pipes.takeBack(pipe, net)
    }
}
