/// Follows the frames that go to a client, to know when a close frame of ours would stand between two of them (RFC 6455).
struct WebSocketFrames {
    /// A close frame with status 1001, "going away".
    static let goingAway: [UInt8] = [0x88, 0x02, 0x03, 0xE9]

    private var header: [UInt8] = []
    private var payload: UInt64 = 0

    var isBetweenFrames: Bool { payload == 0 && header.isEmpty }

    mutating func pass(_ bytes: [UInt8], _ range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound {
            if payload > 0 {
                let count = min(payload, UInt64(range.upperBound - position))
                payload -= count
                position += Int(count)
                continue
            }
            header.append(bytes[position])
            position += 1
            guard header.count >= 2 else { continue }
            let short = header[1] & 0x7F
            let lengthBytes = short == 126 ? 2 : short == 127 ? 8 : 0
            let maskBytes = header[1] & 0x80 == 0 ? 0 : 4
            guard header.count == 2 + lengthBytes + maskBytes else { continue }
            payload = lengthBytes == 0 ? UInt64(short) : header[2..<2 + lengthBytes].reduce(0) { $0 << 8 | UInt64($1) }
            header.removeAll(keepingCapacity: true)
        }
    }
}
