import Model
import Wire

/// The command `renga ps:sleep`.
struct Sleep: AppCommand {
    private static let all = Option("all", "workers and others sleep with the web dynos")
    static let declaration = Declaration.ofApp(
        "ps:sleep",
        .dynos,
        35,
        "Let an app without traffic sleep, until the next request",
        examples: [
            "renga ps:sleep after=30min --app myapp", "renga ps:sleep after=30min --all --app myapp", "renga ps:sleep off --app myapp",
        ]
    ).with {
        $0.operands = "[after=TIME|off]"
        $0.operandsMax = 1
        $0.options = [all]
        $0.notes = [
            "Where nobody has asked an app for so long, its web dynos stop; others go on, but with --all. Open WebSockets and long",
            "downloads are traffic, and every request wakes it, a robot's too. It waits until a dyno is up, 75 s at most (H20).",
            "A push, config:set, ps:restart and ps:scale wake an app; one-off dynos and jobs run beside one that sleeps. TIME is",
            "from dyno.sleep_seconds_min (1min) to 30d. Without a word it shows what is set.",
        ]
    }

    private enum Change {
        case show, off, after(SleepSettings)
    }

    private let change: Change

    init(_ arguments: Arguments) throws(Failure) {
        let wholeApp = arguments.has(Self.all)
        guard let word = arguments.operands.first else {
            guard !wholeApp else { throw Self.misplaced }
            change = .show
            return
        }
        if word == "off" {
            guard !wholeApp else { throw Self.misplaced }
            change = .off
        } else if word.hasPrefix("after=") {
            change = .after(SleepSettings(afterSeconds: try SleepSettings.seconds(String(word.dropFirst(6))), wholeApp: wholeApp))
        } else {
            throw Failure(.invalid, "`ps:sleep` does not take `\(word)`", hint: "renga ps:sleep after=30min, or renga ps:sleep off")
        }
    }

    private static let misplaced = Failure(.invalid, "`--all` goes with a time", hint: "renga ps:sleep after=30min --all")

    func run(_ session: Session, on app: AppName) throws {
        let name = session.style.app(app.text)
        switch change {
        case .show:
            let summary = try session.ask(ShowSleep(app: app))
            try session.show(summary, Self.lines(summary, of: app, now: session.now, style: session.style))
        case .off:
            try session.showJSON(try session.act("Letting \(name) sleep no more", SetSleep(app: app, settings: nil)))
        case .after(let settings):
            let summary = try session.act("Letting \(name) sleep after \(settings.words)", SetSleep(app: app, settings: settings))
            try session.showJSON(summary)
        }
    }

    static func lines(_ summary: SleepSummary, of app: AppName, now: Int64, style: Style) -> [String] {
        guard let settings = summary.settings else {
            return ["\(style.app(app.text)) never sleeps.", style.said("Let it: renga ps:sleep after=30min --app \(app)")]
        }
        let dynos = settings.wholeApp ? "all of its dynos stop" : "its web dynos stop"
        let rule = "\(style.app(app.text)) sleeps after \(settings.words) without traffic: \(dynos) until the next request."
        return [rule] + (summary.idleSince.map { ["It is idle since \(TimeText.shown($0, now: now))."] } ?? [])
    }
}
