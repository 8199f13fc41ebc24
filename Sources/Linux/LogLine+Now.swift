import Model

extension LogLine {
    package static func now(_ source: Source, _ dyno: String, _ text: String) -> LogLine {
        LogLine(source, dyno, text, at: Moment.text())
    }
}
