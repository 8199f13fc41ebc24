/// What a log that is followed shows once, although the conversation about it was interrupted: where the runner is restarted, as in
/// an upgrade, the next one is asked for the last lines as well.
struct LogResumption {
    private var last = ""
    private var isResuming = false
    private var isReached = false

    /// Whether there is a conversation to go on with.
    var hasBegun: Bool { isReached || !last.isEmpty }

    /// Of the last line that was shown; nil: none was.
    var lastTime: String? { last.isEmpty ? nil : String(Self.time(last)) }

    /// Somebody answers, if only that there is no line yet.
    mutating func reach() { isReached = true }

    /// - Returns: whether something was shown since the last time.
    mutating func resume() -> Bool {
        defer { isResuming = hasBegun }
        return !isResuming
    }

    /// Those that were not shown before. Each begins with its time, in a form whose order is that of the text.
    mutating func unseen(_ lines: [String]) -> [String] {
        var rest = lines[...]
        if isResuming {
            if let index = rest.lastIndex(of: last) {
                rest = rest[(index + 1)...]
                isResuming = false
            } else {
                rest = rest.drop { Self.time($0) <= Self.time(last) }
                isResuming = rest.isEmpty
            }
        }
        if let line = rest.last { last = line }
        return Array(rest)
    }

    private static func time(_ line: String) -> Substring { line.prefix { $0 != " " } }
}
