/// A request or a response as it came over the wire.
struct Message: Sendable {
    var start = ""
    /// Names in lower case, in order.
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    var trailers: [String] = []
    /// The body ended as its framing says.
    var isWhole = true

    var status: Int { Int(start.split(separator: " ").dropFirst().first ?? "") ?? 0 }
    var text: String { String(decoding: body, as: UTF8.self) }
    subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
    func all(_ name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }
}

extension Peer {
    func takeHead() -> Message? {
        var message = Message()
        guard let start = takeLine() else { return nil }
        message.start = start
        while let line = takeLine(), !line.isEmpty {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let value = parts[1].drop { $0 == " " }
            message.headers.append((parts[0].lowercased(), String(value)))
        }
        return message
    }

    func takeRequest() -> Message? {
        guard var message = takeHead() else { return nil }
        readBody(&message, untilClose: false)
        return message
    }

    func takeResponse(toHead: Bool = false) -> Message? {
        guard var message = takeHead() else { return nil }
        if toHead || message.status < 200 || message.status == 204 || message.status == 304 { return message }
        readBody(&message, untilClose: true)
        return message
    }

    private func readBody(_ message: inout Message, untilClose: Bool) {
        if message["transfer-encoding"] == "chunked" { return readChunks(&message) }
        if let length = message["content-length"] {
            // A length that no number holds is never reached.
            if let body = take(Int(length) ?? .max) { message.body = body } else { message.isWhole = false }
        } else if untilClose {
            message.body = takeRest()
        }
    }

    private func readChunks(_ message: inout Message) {
        while let line = takeLine(), let size = Int(line, radix: 16) {
            if size == 0 {
                while let trailer = takeLine(), !trailer.isEmpty { message.trailers.append(trailer) }
                return
            }
            guard let data = take(size), takeLine() == "" else { break }
            message.body += data
        }
        message.isWhole = false
    }
}
