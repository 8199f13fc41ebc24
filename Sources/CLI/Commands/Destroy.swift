import Glibc
import Linux
import Model
import Wire

/// The command `renga destroy`.
struct Destroy: Subcommand {
    private static let confirm = Option("confirm", short: "c", value: "NAME", "the app's name once more")
    private static let withStorage = Option("with-storage", "remove what is in its storage as well, which is kept else")
    static let declaration = Declaration(
        "destroy",
        .apps,
        40,
        "Remove an app for good",
        examples: ["renga destroy myapp", "renga destroy myapp --confirm myapp"]
    ).with {
        $0.removes = true
        $0.aliases = ["apps:destroy", "apps:delete"]
        $0.operands = "[APP]"
        $0.operandsMax = 1
        $0.takesApp = true
        $0.options = [confirm, withStorage]
        $0.notes = [
            "Its repository, releases, config vars and logs are removed, and its dynos stopped. On a terminal its name is asked for once",
            "more. What is in its storage is kept on the machine, and the answer says where. Its previews go with it; a preview that is",
            "destroyed goes with its branch, and with its storage.",
        ]
    }

    let app: AppName?
    let confirmation: String
    private let withStorage: Bool

    init(_ arguments: Arguments) throws(Failure) {
        app = try arguments.appOrOperand()
        confirmation = arguments.value(Self.confirm) ?? ""
        withStorage = arguments.has(Self.withStorage)
    }

    func run(_ session: Session) throws {
        // A name that was typed to confirm is as good as one that was typed to name; a checkout's remote is less.
        let app = try session.app(self.app ?? AppName(confirmation))
        let confirmation = confirmation.isEmpty ? try answer(app, session) : confirmation
        let request = DestroyApp(app: app, confirm: confirmation, withStorage: withStorage ? true : nil)
        var kept: String?
        if confirmation == app.text {
            kept = try session.act("Destroying \(session.style.app(app.text)) (including all dynos and logs)", request).keptStorage
        } else {
            // Refused behind the socket, where it is decided; here nothing is begun that would have to be taken back.
            _ = try session.ask(request)
        }
        let words = kept.map { place in
            "Its storage is kept: \(place) on the machine" + (place.hasPrefix("/") ? "" : "; who looks after it can give it back")
        }
        guard !session.json else {
            return try session.showJSON(MessagePayload(message: ["Destroyed \(app)", words].compactMap { $0 }.joined(separator: "; ")))
        }
        if let words { try session.print([session.style.said(words)]) }
    }

    private func words(_ app: AppSummary, _ session: Session) throws -> [String] {
        let name = session.style.app(app.name.text)
        if let branch = app.branch { return ["This removes \(name), the preview of `\(branch)`, for good, with its storage."] }
        let previews = try session.ask(ListPreviews(app: app.name)).previews.map { session.style.app($0.name.text) }
        return [
            "This removes \(name) for good: its repository, releases, config vars and logs.",
            withStorage ? "What is in its storage goes as well." : "What is in its storage is kept, on the machine.",
        ] + (previews.isEmpty ? [] : ["Its previews go with it: \(previews.joined(separator: ", "))"])
    }

    /// What a person types at the terminal; empty where nobody can be asked.
    private func answer(_ app: AppName, _ session: Session) throws -> String {
        guard isatty(session.streams.input) == 1, isatty(session.streams.errors) == 1, !session.json else { return "" }
        // Nobody types the name of an app that is not there.
        let summary = try session.ask(DescribeApp(app: app))
        try session.streams.complain(try words(summary, session))
        try session.streams.say("To proceed, type \(app): ")
        var reader = LineReader(session.streams.input)
        return try reader.nextText()?.trimmed ?? ""
    }
}
