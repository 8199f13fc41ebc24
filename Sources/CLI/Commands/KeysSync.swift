import Linux
import Model
import Planning
import Wire

/// The command `renga keys:sync`.
struct KeysSync: Subcommand {
    private static let dryRun = Option("dry-run", short: "n", "say what would change, and change nothing")
    private static let confirm = Option("confirm", short: "c", value: "COUNT", "how many keys may go, where it is many")
    static let declaration = Declaration(
        "keys:sync",
        .keys,
        35,
        "Bring the team's keys to what its list says now",
        examples: ["renga keys:sync --dry-run", "renga keys:sync"]
    ).with {
        $0.options = [dryRun, confirm]
        $0.notes = [
            "The list is a file or a command's output: keys.file or keys.command in config.yml. It is looked at at intervals as well.",
            "Keys that were added by hand stay, and so do those of administrators. A list that is empty, broken or late changes nothing.",
        ]
    }

    private let isTry: Bool
    private let confirmed: Int?

    init(_ arguments: Arguments) throws(Failure) {
        isTry = arguments.has(Self.dryRun)
        confirmed = try arguments.value(Self.confirm).map { text throws(Failure) in
            guard let number = Int(text), number > 0 else {
                throw Failure(.invalid, "`\(text)` is no number of keys", hint: "--confirm COUNT, as the refusal says it")
            }
            return number
        }
    }

    func run(_ session: Session) throws {
        let report = try session.ask(SyncKeys(isTry: isTry, confirm: confirmed))
        try session.show(report, Self.lines(report, isTry: isTry, style: session.style))
    }

    static func lines(_ report: KeySyncReport, isTry: Bool, style: Style) -> [String] {
        func row(_ word: String, _ key: KeySyncReport.Key) -> [String] { [word, key.fingerprint, key.owner] }
        let changes = report.added.map { row("+", $0) } + report.removed.map { row("-", $0) }
        let count = "\(report.count) key\(report.count == 1 ? "" : "s")"
        let end =
            changes.isEmpty
            ? "The \(count) of \(report.source) are here already."
            : "\(isTry ? "Would add" : "Added") \(report.added.count) and \(isTry ? "remove" : "removed") \(report.removed.count), by the \(count) of "
                + "\(report.source)."
        return Columns.align(changes) + [end] + report.kept.map(style.said)
    }

    static func standing(_ report: KeySyncReport?, everyMinutes: Int, now: Int64) -> KeySyncStanding {
        KeySyncStanding.of(report, everyMinutes: everyMinutes, now: now / 1_000_000, seconds: Moment.seconds)
    }

    /// In `status`; whether all is well.
    static func words(_ report: KeySyncReport, now: Int64) -> (words: String, isWell: Bool) {
        let at = TimeText.shown(report.at, now: now)
        switch standing(report, everyMinutes: report.everyMinutes ?? 0, now: now) {
        case .never, .current: return ("\(report.count) of \(report.source), \(at)", true)
        case .refused(let why):
            let since = report.succeededAt.map { ", which was right last \(TimeText.shown($0, now: now))" } ?? ""
            return ("of \(report.source)\(since) are as they were before \(at): \(why)", false)
        case .stale: return ("\(report.count) of \(report.source), \(at), and nobody has looked since", false)
        }
    }
}
