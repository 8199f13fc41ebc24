/// A second, plain reading of HTTP/1.1, which the router's own is held against.
struct WireReader {
    struct Message {
        /// The words of the first line.
        var start: [String] = []
        /// Names in lower case.
        var headers: [(name: String, value: String)] = []
        var body: [UInt8] = []
        var isWhole = false

        subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
        var status: Int { start.count > 1 ? Int(start[1]) ?? 0 : 0 }
    }

    enum Outcome {
        case message(Message)
        /// What is there ends in the middle of one.
        case incomplete(Message)
        case malformed(String)
    }

    let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    /// The next request.
    mutating func request() -> Outcome { message { $0["content-length"] == nil } }

    /// The next answer, interim ones left out.
    mutating func answer(toHead: Bool) -> Outcome {
        while true {
            let start = position
            let outcome = message { message in
                toHead || message.status < 200 || message.status == 204 || message.status == 304
            }
            guard case .message(let message) = outcome, message.status < 200, message.status != 101 else { return outcome }
            guard position > start else { return .malformed("no progress") }
        }
    }

    private mutating func message(hasNoBody: (Message) -> Bool) -> Outcome {
        var message = Message()
        guard let first = line() else { return .incomplete(message) }
        message.start = first.split(separator: " ").map(String.init)
        while true {
            guard let text = line() else { return .incomplete(message) }
            if text.isEmpty { break }
            guard let colon = text.firstIndex(of: ":") else { return .malformed("header line `\(text)`") }
            let value = text[text.index(after: colon)...].drop { $0 == " " }
            message.headers.append((text[..<colon].lowercased(), String(value)))
        }
        let framings = message.headers.filter { $0.name == "content-length" || $0.name == "transfer-encoding" }
        guard framings.count <= 1 else { return .malformed("two framings") }
        if message["transfer-encoding"] != nil, message.status == 0 { return chunks(message) }
        if hasNoBody(message) {
            message.isWhole = true
            return .message(message)
        }
        if message["transfer-encoding"] != nil { return chunks(message) }
        guard let count = message["content-length"].flatMap(Int.init) else { return .malformed("an answer without framing") }
        let end = min(position + count, bytes.count)
        message.body = Array(bytes[position..<end])
        message.isWhole = message.body.count == count
        position = end
        return message.isWhole ? .message(message) : .incomplete(message)
    }

    private mutating func chunks(_ start: Message) -> Outcome {
        var message = start
        while let text = line() {
            guard let size = Int(text, radix: 16) else { return .malformed("chunk size `\(text)`") }
            if size == 0 {
                while let trailer = line() {
                    if trailer.isEmpty {
                        message.isWhole = true
                        return .message(message)
                    }
                }
                break
            }
            let end = min(position + size, bytes.count)
            message.body += bytes[position..<end]
            position = end
            guard position < bytes.count, let rest = line() else { break }
            guard rest.isEmpty else { return .malformed("a chunk that is longer than its size") }
        }
        return .incomplete(message)
    }

    /// Up to CR LF, which is taken too; nil where there is none.
    private mutating func line() -> String? {
        guard let end = bytes[position...].firstIndex(of: 13), end + 1 < bytes.count, bytes[end + 1] == 10 else { return nil }
        defer { position = end + 2 }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }
}
