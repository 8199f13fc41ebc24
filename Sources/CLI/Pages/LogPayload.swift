import Model

/// A line of a log as `renga logs --json` shows it.
package struct LogPayload: Encodable {
    /// Empty where the line has another form: then `message` is all of it.
    package let at: String
    package let source: String
    package let dyno: String
    package let message: String

    package init(_ line: String) {
        let parts = LogLine(line)
        at = parts?.time ?? ""
        source = parts?.source.rawValue ?? ""
        dyno = parts?.dyno ?? ""
        message = parts?.text ?? line
    }
}
