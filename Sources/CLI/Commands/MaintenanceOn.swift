import Model
import Wire

/// The command `renga maintenance:on`.
struct MaintenanceOn: AppCommand {
    private static let bytesMax = 65_536
    private static let page = Option("page", value: "FILE", "HTML to be shown, at most 64 KB; `-` reads standard input")
    static let declaration = Declaration.ofApp(
        "maintenance:on",
        .routing,
        80,
        "Show a page instead of an app",
        examples: [
            "renga maintenance:on --app myapp", "renga maintenance:on --page sorry.html --app myapp",
            "ssh git@HOST maintenance:on --page - --app myapp < sorry.html",
        ]
    ).with {
        $0.options = [page]
        $0.notes = [
            "Its dynos go on, and every request is answered by a page with the status 503 (H80). Without --page it is",
            "the router's own page.",
        ]
    }

    let page: String?

    init(_ arguments: Arguments) throws(Failure) { page = arguments.value(Self.page) }

    func run(_ session: Session, on app: AppName) throws {
        let html = try page.map { page throws(Failure) in try Self.read(page, of: app, session) }
        let routing = try session.act(
            "Enabling maintenance mode for \(session.style.app(app.text))",
            SetMaintenance(app: app, isOn: true, page: html)
        )
        try session.showJSON(MaintenancePayload(routing))
    }

    private static func read(_ path: String, of app: AppName, _ session: Session) throws(Failure) -> String {
        let bytes = try session.contents(
            of: path,
            limit: bytesMax,
            over: "ssh git@HOST maintenance:on --page - --app \(app) < \(path)"
        )
        guard let text = String(validating: bytes, as: UTF8.self), !text.trimmed.isEmpty else {
            throw Failure(
                .invalid,
                bytes.isEmpty ? "the page is empty" : "the page is not text in UTF-8",
                hint: "give an HTML file"
            )
        }
        return text
    }
}
