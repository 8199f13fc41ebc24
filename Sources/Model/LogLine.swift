/// A line of an app's log, in Heroku's form: `TIME SOURCE[DYNO]: TEXT`. That form is written and read here alone.
package struct LogLine: Hashable, Sendable, CustomStringConvertible {
    package enum Source: String, Sendable {
        /// What the app prints, and what is done to it.
        case app
        /// The platform.
        case heroku
    }

    /// `2026-11-23T18:15:01.123456+00:00`
    package let time: String
    package let source: Source
    /// `web.1`; or who speaks where it is no dyno: `router`, `api`.
    package let dyno: String
    package let text: String

    package init(_ source: Source, _ dyno: String, _ text: String, at time: String) {
        self.time = time
        self.source = source
        self.dyno = dyno
        self.text = text
    }

    /// Reads a line; nil: it has another form.
    package init?(_ line: String) {
        var line = line
        let parts: LogLine? = line.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            guard let places = Places(bytes) else { return nil }
            func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
            guard let source = Source(rawValue: text(places.source)) else { return nil }
            return LogLine(source, text(places.dyno), text(places.text), at: text(places.time))
        }
        guard let parts else { return nil }
        self = parts
    }

    /// The line as it stands in a log, without its end.
    package var description: String { "\(time) \(source.rawValue)[\(dyno)]: \(text)" }

    /// What stands between time and text, for those who write many lines out of bytes.
    package static func middle(_ source: Source, _ dyno: String) -> [UInt8] { Array(" \(source.rawValue)[\(dyno)]: ".utf8) }
}
