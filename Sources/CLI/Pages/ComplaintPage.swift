import Model

/// A failure for people: every line behind Heroku's ` ▸    `.
enum ComplaintPage {
    static func lines(_ failure: Failure, style: Style) -> [String] {
        let sign = " \(style.paint("▸", .error))    "
        let hint = (failure.hint ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return (split(failure.message) + failure.detail.map { "  \($0)" } + (failure.hint == nil ? [] : hint))
            .map { sign + $0 }
    }

    private static func split(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
