/// Colours, where they are wanted: on a terminal, unless `NO_COLOR` is set.
package struct Style: Sendable, Hashable {
    package enum Colour: String, Sendable, Hashable {
        case bold = "1"
        case app = "35"
        case name = "36"
        case error = "31"
    }

    package let isColoured: Bool

    package static let plain = Style(isColoured: false)

    package init(isColoured: Bool) { self.isColoured = isColoured }

    static func of(_ surroundings: Surroundings) -> Style {
        let refused =
            !(surroundings.environment["NO_COLOR"] ?? "").isEmpty || surroundings.environment["TERM"] == "dumb"
        return Style(isColoured: !refused && surroundings.streams.outputIsTerminal)
    }

    package func paint(_ text: String, _ colour: Colour) -> String {
        isColoured ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Heroku's sign of an app.
    package func app(_ name: String) -> String { paint("⬢ \(name)", .app) }

    /// Heroku's line above a list, `=== Apps`.
    package func heading(_ text: String) -> String { paint("=== \(text)", .bold) }
}
