import Model

/// The fields of one head, line by line: what the router would not take of them.
struct BootAnswerFields {
    private let headersMax: Int
    private var count = 0
    private var length: Int?
    private var isChunked = false

    private static let nameBytesMax = 1000
    private static let cookieBytesMax = 8192
    private static let digitsMax = 18

    init(headersMax: Int) { self.headersMax = headersMax }

    mutating func complaint(about line: ArraySlice<UInt8>) -> String? {
        count += 1
        guard count <= headersMax else { return "it has more than \(headersMax) headers" }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex, colon - line.startIndex <= Self.nameBytesMax,
            line[..<colon].allSatisfy(ASCII.isToken)
        else { return "a header has no proper name" }
        let value = Self.trimmed(line[(colon + 1)...])
        guard value.allSatisfy(ASCII.isValue) else { return "a header's value has a control byte" }
        switch String(decoding: line[..<colon].map(ASCII.lower), as: UTF8.self) {
        case "content-length":
            guard (1...Self.digitsMax).contains(value.count), value.allSatisfy(ASCII.isDigit),
                let number = Int(String(decoding: value, as: UTF8.self)), length == nil || length == number
            else { return "Content-Length is malformed or repeated" }
            length = number
        case "transfer-encoding":
            guard !isChunked, value.map(ASCII.lower).elementsEqual("chunked".utf8) else { return "Transfer-Encoding is not chunked alone" }
            isChunked = true
        case "set-cookie": if value.count > Self.cookieBytesMax { return "a cookie is longer than \(Self.cookieBytesMax) bytes" }
        default: break
        }
        return nil
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 == ASCII.space || $0 == ASCII.tab }
        let rest = value.drop(while: isBlank)
        guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return [] }
        return rest[...last]
    }
}
