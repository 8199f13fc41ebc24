import Model

/// Reads heads of answers until one is final. It is asked a few times in a dyno's life, so it is plain rather than quick; a
/// test holds it against the router's own reader.
struct BootAnswerReader {
    private let bytes: [UInt8]
    private let settings: RouterSettings
    /// Of the head that is read.
    private var start = 0
    private var end = 0

    private static let shownMax = 60

    init(_ bytes: [UInt8], _ settings: RouterSettings) {
        self.bytes = bytes
        self.settings = settings
    }

    /// The final one, once it is read.
    var head: ArraySlice<UInt8> { bytes[start..<end] }

    mutating func read() -> BootAnswer {
        while true {
            if let answer = readHead() { return answer }
        }
    }

    /// nil: the head was an interim one, and the next has its turn.
    private mutating func readHead() -> BootAnswer? {
        guard beginsWell else { return .wrong(notHTTP) }
        var place = start
        var status: Int?
        var fields = BootAnswerFields(headersMax: settings.headersMax)
        while true {
            let lineMax = status == nil ? settings.requestLineBytesMax : settings.headBytesMax
            guard let feed = bytes[place...].firstIndex(of: ASCII.lineFeed) else {
                return bytes.count - place > lineMax + 2 || bytes.count - start > settings.headBytesMax ? tooLong : .unfinished
            }
            guard feed > place, bytes[feed - 1] == ASCII.carriageReturn else { return malformed("a line ends without CR LF") }
            let line = bytes[place..<(feed - 1)]
            place = feed + 1
            guard line.count <= lineMax, place - start <= settings.headBytesMax else { return tooLong }
            guard let code = status else {
                guard let code = Self.status(line) else { return malformed("its first line is \(shown(line))") }
                status = code
                continue
            }
            if line.isEmpty { return finish(code, at: place) }
            if let words = fields.complaint(about: line) { return malformed(words) }
        }
    }

    private mutating func finish(_ status: Int, at place: Int) -> BootAnswer? {
        end = place
        switch status {
        case 101: return malformed("it changes the protocol, which nobody asked for")
        case ..<200:
            start = end
            return nil
        default: return .status(status)
        }
    }

    /// As far as it has come.
    private var beginsWell: Bool { zip(bytes[start...], "http/1.".utf8).allSatisfy { ASCII.lower($0) == $1 } }

    /// `HTTP/1.1 200 OK`, or without the last word.
    private static func status(_ line: ArraySlice<UInt8>) -> Int? {
        let parts = line.split(separator: ASCII.space, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count > 1, ["http/1.0", "http/1.1"].contains(String(decoding: parts[0].map(ASCII.lower), as: UTF8.self)),
            parts[1].count == 3, parts[1].allSatisfy(ASCII.isDigit), let status = Int(String(decoding: parts[1], as: UTF8.self)),
            (100...599).contains(status), line.allSatisfy(ASCII.isValue)
        else { return nil }
        return status
    }

    private var tooLong: BootAnswer {
        .wrong(
            "it answers with a head that is longer than \(settings.headBytesMax) bytes, or has a longer first line than \(settings.requestLineBytesMax)"
        )
    }

    private func malformed(_ words: String) -> BootAnswer { .wrong("it answers with a head that is not HTTP/1.1: \(words)") }

    private var notHTTP: String {
        let rest = Array(bytes[start...])
        // A record of TLS: an alert, or a handshake.
        if rest.count > 1, (20...23).contains(rest[0]), rest[1] == 3 {
            return "it speaks TLS on $PORT: HTTPS ends at the router, which speaks plain HTTP to dynos"
        }
        // A frame of settings, with which every connection of HTTP/2 begins.
        if rest.count > 8, rest[0] == 0, rest[3] == 4, rest[5..<9].allSatisfy({ $0 == 0 }) {
            return "it speaks HTTP/2 alone, and dynos are spoken to in HTTP/1.1"
        }
        return "it answers something that is not HTTP: \(shown(rest[...]))"
    }

    private func shown(_ bytes: ArraySlice<UInt8>) -> String {
        let line = bytes.prefix { $0 != ASCII.lineFeed && $0 != ASCII.carriageReturn }
        let text = String(decoding: HarmlessText.line(Array(line.prefix(Self.shownMax))), as: UTF8.self)
        return "\"\(text)\(line.count > Self.shownMax ? "…" : "")\""
    }
}
