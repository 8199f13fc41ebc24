/// How things are shown to whoever reads: colours, where they are wanted (on a terminal, unless `NO_COLOR` is set), and our
/// commands as they are called from there.
package struct Style: Sendable, Hashable {
    package enum Colour: String, Sendable, Hashable {
        case bold = "1"
        case app = "35"
        case name = "36"
        case error = "31"
    }

    package let isColoured: Bool

    package let form: CommandForm
    /// Of the terminal that complaints and help are read on, in characters; nil: there is none, or nobody knows.
    package let width: Int?

    package static let plain = Style(isColoured: false)

    package init(isColoured: Bool, form: CommandForm = .machine, width: Int? = nil) {
        self.isColoured = isColoured
        self.form = form
        self.width = width
    }

    /// - Parameters:
    ///   - invocation: nil where the words cannot be read.
    ///   - arguments: the same.
    static func of(_ surroundings: Surroundings, _ invocation: Invocation?, _ arguments: Arguments?) -> Style {
        let refused =
            !(surroundings.environment["NO_COLOR"] ?? "").isEmpty || surroundings.environment["TERM"] == "dumb"
        let isTerminal = !refused && surroundings.streams.outputIsTerminal
        let seen = isTerminal || invocation?.client?.isColoured == true
        let isColoured = arguments?.has(.noColour) == true ? false : seen || arguments?.has(.colour) == true
        let width = invocation?.client?.columns ?? surroundings.streams.columns
        return Style(isColoured: isColoured, form: invocation?.form ?? .machine, width: width)
    }

    package func paint(_ text: String, _ colour: Colour) -> String {
        isColoured ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// A text of ours with commands in it, which are written `renga ps`.
    package func said(_ text: String) -> String { form.text(text) }

    /// Heroku's sign of an app.
    package func app(_ name: String) -> String { paint("⬢ \(name)", .app) }

    /// Heroku's line above a list, `=== Apps`.
    package func heading(_ text: String) -> String { paint("=== \(text)", .bold) }
}
