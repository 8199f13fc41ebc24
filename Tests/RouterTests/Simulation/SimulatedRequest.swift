/// A request that can be told from every other: its body and its answer's are one letter, its mark is in both.
struct SimulatedRequest {
    let mark: String
    let letter: UInt8
    let isHead: Bool
    let bytes: [UInt8]

    init(_ mark: String, letter: UInt8, in network: SimulatedNetwork) {
        self.mark = mark
        self.letter = letter
        let method = ["GET", "POST", "HEAD", "PUT", "POST"][network.choices.below(5)]
        isHead = method == "HEAD"
        // RFC 9112, 2.2: an empty line before a request is nothing.
        var text = (network.choices.oneIn(5) ? "\r\n" : "") + "\(method) /\(mark) HTTP/1.1\r\nHost: a.test\r\nX-Mark: \(mark)\r\n"
        if let dyno = network.dynoWithCookie() { text += "Cookie: a=b; \(dyno.cookie)\r\nX-Wanted: \(dyno.port)\r\n" }
        guard method == "POST" || method == "PUT" else {
            bytes = Array("\(text)\r\n".utf8)
            return
        }
        if network.choices.oneIn(6) { text += "Expect: 100-continue\r\n" }
        let body = [UInt8](repeating: letter, count: network.bodySize())
        if network.choices.oneIn(2) {
            bytes = Array("\(text)Content-Length: \(body.count)\r\n\r\n".utf8) + body
        } else {
            bytes = Array("\(text)Transfer-Encoding: chunked\r\n\r\n".utf8) + Self.chunked(body, choosing: &network.choices)
        }
    }

    static func chunked(_ body: [UInt8], choosing choices: inout Choices) -> [UInt8] {
        var out: [UInt8] = []
        var rest = body[...]
        while !rest.isEmpty {
            let count = min(1 + choices.below(rest.count), rest.count)
            let note = choices.oneIn(8) ? ";note=\"x\"" : ""
            out += Array((String(count, radix: 16) + note + "\r\n").utf8) + rest.prefix(count) + [13, 10]
            rest = rest.dropFirst(count)
        }
        return out + Array((choices.oneIn(6) ? "0\r\nX-Trailer: t\r\n\r\n" : "0\r\n\r\n").utf8)
    }
}
