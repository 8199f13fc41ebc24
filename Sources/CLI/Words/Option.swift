/// A named word of a command: `--tail`, `--num 20`, `-n20`.
package struct Option: Sendable, Hashable {
    /// Without its dashes.
    package let name: String
    /// One letter.
    package let short: String?
    /// Understood, but not shown; a letter is another short one.
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

    var longs: [String] { [name] + otherNames.filter { $0.count > 1 } }
    var shorts: [String] { (short.map { [$0] } ?? []) + otherNames.filter { $0.count == 1 } }

    /// As it is typed, without a value.
    var spellings: [String] { longs.map { "--\($0)" } + shorts.map { "-\($0)" } }

    package static let app = Option(
        "app",
        short: "a",
        value: "APP",
        "the app; else $RENGA_APP, else the git remote `heroku` or `renga`"
    )
    static let remote = Option("remote", short: "r", value: "REMOTE", "the app of this git remote of the checkout")
    static let noRelease = Option("no-release", "do not run the app's release command, such as one that cannot succeed yet")
    /// Understood by every command, and shown in the overview alone.
    static let colour = Option("colour", others: ["color"], "with colours, also where no terminal reads")
    static let noColour = Option("no-colour", others: ["no-color"], "without colours")
    static let preview = Option("preview", "what previews begin with, in place of the app's own")
    package static let json = Option("json", short: "j", "answer in JSON")
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
