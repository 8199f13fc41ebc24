import Model

/// A failure for people: every line behind Heroku's ` ▸    `.
enum ComplaintPage {
    static func lines(_ failure: Failure, style: Style) -> [String] {
        let sign = " \(style.paint("▸", .error))    "
        let hint = (failure.hint ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return (split(failure.message) + failure.detail.map { "  \($0)" } + (failure.hint == nil ? [] : hint))
            .flatMap { line in lines(line, style).map { sign + $0 } }
    }

    /// What is to be pasted stays in one piece.
    private static func lines(_ line: String, _ style: Style) -> [String] {
        let hasCommand = ["\(style.form.prefix) ", "git ", "ssh ", "renga "].contains { line.contains($0) }
        return hasCommand ? [line] : Wrapping.lines(line, width: style.width, before: 6)
    }

    private static func split(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
