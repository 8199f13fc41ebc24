import Model
import Wire
import YAML

/// What the commands that change an app's buildpacks have in common: Heroku's index, and Heroku's words for what came of it.
enum BuildpackWords {
    static let index = Option("index", short: "i", value: "N", "its place in the list, from 1")

    /// - Throws: in Heroku's words, where it is no place.
    static func index(of arguments: Arguments) throws(Failure) -> Int? {
        guard let text = arguments.value(index) else { return nil }
        guard let number = Int(text), number > 0 else {
            throw Failure(.invalid, "Invalid index. Must be greater than 0.", hint: "write a number, such as --index 1")
        }
        return number
    }

    /// That the installation knows it, where it is a name.
    static func check(_ buildpack: BuildpackReference, _ session: Session) throws {
        let name: String
        switch buildpack.place {
        // What is elsewhere is asked for by the next push.
        case .git, .archive, .registry: return
        case .name(let text): name = text
        }
        let known = try Shelf.buildpacks(in: session.root.buildpacks).all.map(\.id) + Shelf.folders(in: session.root.buildpacks)
        guard !known.contains(name) else { return }
        throw Failure(
            .notFound,
            "Could not find the buildpack: \(name).",
            hint:
                "\(NearestWord.hint(for: name, among: known)); others are named by where they come from: https://github.com/NAME/REPOSITORY"
        )
    }

    /// - Parameter done: `added`, `set` or `removed`.
    static func show(_ settings: BuildpackSettings, of app: AppName, _ done: String, _ session: Session) throws {
        guard !settings.buildpacks.isEmpty else { return try showCleared(settings, of: app, "Buildpack \(done).", session) }
        let name = session.style.app(app.text)
        let list = settings.buildpacks
        let push = session.style.paint("git push heroku main", .name)
        let lines: [String] =
            if list.count == 1, let only = list.first {
                [
                    "Buildpack \(done). Next release on \(name) will use \(only).",
                    "Run \(push) to create a new release using this buildpack.",
                ]
            } else {
                ["Buildpack \(done). Next release on \(name) will use:"] + list.enumerated().map { "  \($0 + 1). \($1)" }
                    + ["Run \(push) to create a new release using these buildpacks."]
            }
        try session.show(settings, lines)
    }

    static func showCleared(_ settings: BuildpackSettings, of app: AppName, _ words: String, _ session: Session) throws {
        guard let configVar = settings.configVar else {
            return try session.show(
                settings,
                ["\(words) Next release on \(session.style.app(app.text)) will detect buildpacks normally."]
            )
        }
        try session.show(settings, [words])
        try session.streams.complain(["The \(configVar) config var is still set and will be used for the next release"])
    }
}
