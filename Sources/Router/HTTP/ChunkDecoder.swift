import Model

/// Reads chunked framing, strictly, and restates it: the chunks that go out are ours, extensions are dropped.
struct ChunkDecoder {
    enum Outcome: Equatable {
        case more
        /// The last chunk and the trailers are through.
        case done
        case bad
    }

    private enum State { case size, extensions, sizeEnd, data, dataReturn, dataEnd, trailer, trailerEnd }

    private static let extensionBytesMax = 4096
    private static let trailerBytesMax = 8192

    private var state = State.size
    private var size = 0
    private var digits = 0
    private var extensionBytes = 0
    /// The current trailer line, and all that are passed on.
    private var line: [UInt8] = []
    private(set) var trailers: [UInt8] = []
    private var trailerBytes = 0

    /// Payload bytes seen so far.
    private(set) var payload = 0

    /// Takes `bytes[range]` and appends to `out`, either chunked anew or as bare payload; says how much it took.
    /// Stops early when `out` has reached `limit`.
    mutating func decode(_ bytes: [UInt8], _ range: Range<Int>, into out: inout [UInt8], chunked: Bool, limit: Int)
        -> (taken: Int, outcome: Outcome)
    {
        var position = range.lowerBound
        while position < range.upperBound {
            if state == .data {
                guard out.count < limit else { break }
                let count = min(size, range.upperBound - position, limit)
                emit(bytes[position..<position + count], into: &out, chunked: chunked)
                position += count
                size -= count
                if size == 0 { state = .dataReturn }
                continue
            }
            let outcome = take(bytes[position])
            position += 1
            if outcome == .done, chunked {
                out.append("0\r\n")
                out.append(contentsOf: trailers)
                out.append("\r\n")
            }
            if outcome != .more { return (position - range.lowerBound, outcome) }
        }
        return (position - range.lowerBound, .more)
    }

    private mutating func emit(_ data: ArraySlice<UInt8>, into out: inout [UInt8], chunked: Bool) {
        payload += data.count
        if chunked {
            out.append(hexadecimal: data.count)
            out.append("\r\n")
        }
        out.append(contentsOf: data)
        if chunked { out.append("\r\n") }
    }

    private mutating func take(_ byte: UInt8) -> Outcome {
        switch state {
        case .size: return takeSize(byte)
        case .extensions:
            if byte == ASCII.carriageReturn { return move(to: .sizeEnd) }
            extensionBytes += 1
            return ASCII.isValue(byte) && extensionBytes <= Self.extensionBytesMax ? .more : .bad
        case .sizeEnd: return byte == ASCII.lineFeed ? move(to: size == 0 ? .trailer : .data) : .bad
        case .data: return .bad
        case .dataReturn: return byte == ASCII.carriageReturn ? move(to: .dataEnd) : .bad
        case .dataEnd:
            digits = 0
            return byte == ASCII.lineFeed ? move(to: .size) : .bad
        case .trailer:
            if byte == ASCII.carriageReturn { return move(to: .trailerEnd) }
            line.append(byte)
            trailerBytes += 1
            return ASCII.isValue(byte) && trailerBytes <= Self.trailerBytesMax ? .more : .bad
        case .trailerEnd: return byte == ASCII.lineFeed ? endTrailer() : .bad
        }
    }

    private mutating func move(to next: State) -> Outcome {
        state = next
        return .more
    }

    private mutating func takeSize(_ byte: UInt8) -> Outcome {
        if let digit = ASCII.hexadecimal(byte) {
            digits += 1
            guard digits <= 15 else { return .bad }
            size = size << 4 | digit
            return .more
        }
        guard digits > 0 else { return .bad }
        if byte == ASCII.carriageReturn { return move(to: .sizeEnd) }
        return byte == UInt8(ascii: ";") ? move(to: .extensions) : .bad
    }

    private mutating func endTrailer() -> Outcome {
        guard !line.isEmpty else { return .done }
        var nameEnd = 0
        while nameEnd < line.count, ASCII.isToken(line[nameEnd]) { nameEnd += 1 }
        guard nameEnd > 0, nameEnd < line.count, line[nameEnd] == UInt8(ascii: ":") else { return .bad }
        if TrailerRule.passes(line, name: 0..<nameEnd) {
            trailers += line
            trailers.append("\r\n")
        }
        line = []
        return move(to: .trailer)
    }
}
