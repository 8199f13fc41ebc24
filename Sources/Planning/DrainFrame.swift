import Model

/// A line of an app's log as drains get it: a message of RFC 5424 behind its length (RFC 6587), as Heroku writes it.
package enum DrainFrame {
    /// - Parameters:
    ///   - line: as it stands in the log, without its end.
    ///   - token: the drain's: what syslog calls the host.
    package static func bytes(_ line: [UInt8], _ kind: DrainURL.Kind, token: String) -> [UInt8] {
        let message = message(line, kind, token: token)
        return Array("\(message.count) ".utf8) + message
    }

    private static func message(_ line: [UInt8], _ kind: DrainURL.Kind, token: String) -> [UInt8] {
        let (head, text): ([String], [UInt8]) = line.withUnsafeBytes { all in
            // What has another form was written by nobody of ours: it is passed on as the platform's, whole.
            guard let places = LogLine.Places(all) else { return (["<45>1", "-", "heroku", "logplex"], line) }
            func word(_ range: Range<Int>) -> String { String(decoding: all[range], as: UTF8.self) }
            let (source, dyno) = (word(places.source), word(places.dyno))
            return (["<\(priority(source, dyno))>1", word(places.time), source, dyno], Array(all[places.text]))
        }
        // Heroku leaves the structured data out over HTTPS, and calls every host `host`.
        let isHTTPS = kind == .https
        let words = [head[0], head[1], isHTTPS ? "host" : token, head[2], head[3]] + (isHTTPS ? ["-"] : ["-", "-"])
        return Array((words.joined(separator: " ") + " ").utf8) + text + (isHTTPS ? [] : [ASCII.lineFeed])
    }

    /// Heroku's: what an app prints is local7.info, the router's lines are local3.info, the platform's syslog.notice.
    private static func priority(_ source: String, _ dyno: String) -> Int {
        if source == "app" { return 190 }
        return dyno == "router" ? 158 : 45
    }

    /// Says in the log's own form that a drain has not got lines.
    package static func notice(_ dropped: DroppedLines, now: String) -> String {
        let count = "\(dropped.isEstimate ? "at least " : "")\(dropped.count)"
        let words = "Error L10 (output buffer overflow): \(count) messages dropped since \(dropped.since)."
        return LogLine(.heroku, "logplex", words, at: now).description
    }
}
