/// A named word of a command: `--tail`, `--num 20`, `-n20`.
package struct Option: Sendable, Hashable {
    /// Without its dashes.
    package let name: String
    /// One letter.
    package let short: String?
    /// Understood, but not shown.
    package let otherNames: [String]
    /// The word that stands for the value in the help; nil: a flag.
    package let value: String?
    package let summary: String
    /// Given several times, it says all of it, in one text with this between.
    package var separator: String?

    package init(_ name: String, short: String? = nil, others: [String] = [], value: String? = nil, _ summary: String) {
        self.name = name
        self.short = short
        otherNames = others
        self.value = value
        self.summary = summary
    }

    /// As it is typed, without a value.
    var spellings: [String] { ([name] + otherNames).map { "--\($0)" } + (short.map { ["-\($0)"] } ?? []) }

    package static let app = Option(
        "app",
        short: "a",
        value: "APP",
        "the app; else $RENGA_APP, else the git remote `heroku` or `renga`"
    )
    static let noRelease = Option("no-release", "do not run the app's release command, such as one that cannot succeed yet")
    package static let json = Option("json", "answer in JSON")
    package static let help = Option("help", short: "h", "show this")
}

extension Option {
    /// It may be given several times.
    func joined(by separator: String) -> Option {
        var copy = self
        copy.separator = separator
        return copy
    }
}
