import Linux
import Model
import Wire

/// The command `renga previews`.
struct Previews: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "previews",
        .apps,
        70,
        "List the previews of an app: apps of its branches",
        examples: ["renga previews --app myapp"]
    ).with {
        $0.aliases = ["previews:list", "reviewapps"]
        $0.notes = [
            "A preview is made by a push and goes with its branch: git push heroku feature:preview/feature makes feature--myapp, and",
            "git push heroku :preview/feature takes it away. It has config vars of its own: app.json's, and those of config:set --preview.",
        ]
    }

    func run(_ session: Session, on app: AppName) throws {
        let known = try session.ask(ListPreviews(app: app))
        try session.show(known, Self.lines(known, of: app, now: session.now, style: session.style))
    }

    static func lines(_ known: ListPreviews.Answer, of app: AppName, now: Int64, style: Style) -> [String] {
        let rule = known.all ? "Every branch that is pushed makes one." : "make one: git push heroku BRANCH:preview/NAME"
        guard !known.previews.isEmpty else {
            return ["\(style.app(app.text)) has no previews.", style.said(known.most == 0 ? "None are made on this machine." : rule)]
        }
        let rows = known.previews.map { preview in
            [
                HarmlessText.text(preview.branch), preview.release.map { "v\($0)" } ?? "-",
                preview.pushedAt.map { pushed(at: $0, now: now) } ?? "its first push is under way",
                preview.expiresAt.map { TimeText.day($0, now: now) } ?? "-", preview.url,
            ]
        }
        let count = "\(known.previews.count) of at most \(known.most)" + (known.all ? "; every branch that is pushed makes one" : "")
        return [style.heading("\(app) Previews"), ""] + Columns.align([["Branch", "Release", "Pushed", "Destroyed", "URL"]] + rows)
            + ["", style.said(count)]
    }

    private static func pushed(at text: String, now: Int64) -> String {
        Moment.seconds(text).map { TimeText.ago(now / 1_000_000 - $0) } ?? text
    }
}
