import Model
import Wire

/// The command `renga rollback`.
struct Rollback: AppCommand {
    static let declaration = Declaration.ofApp(
        "rollback",
        .releases,
        20,
        "Go back to an older release: its code and its config vars",
        examples: ["renga rollback --app myapp", "renga rollback v4 --app myapp"]
    ).with {
        $0.aliases = ["releases:rollback"]
        $0.operands = "[vN]"
        $0.operandsMax = 1
        $0.options = [.noRelease]
        $0.notes = ["Without a version it is the release before the current one. The rollback is a release as well."]
    }

    private let skipsRelease: Bool?
    let version: Int?

    init(_ arguments: Arguments) throws(Failure) {
        skipsRelease = arguments.has(.noRelease) ? true : nil
        version = try arguments.operands.first.map(Self.version)
    }

    static func version(_ word: String) throws(Failure) -> Int {
        let digits = word.hasPrefix("v") ? word.dropFirst() : word[...]
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let version = Int(digits), version > 0 else {
            throw Failure(
                .invalid,
                "`\(word)` is not a release",
                hint: "write it as `renga releases` shows it, such as v4"
            )
        }
        return version
    }

    func run(_ session: Session, on app: AppName) throws {
        let target = version.map { " to v\($0)" } ?? ""
        let release = try session.act(
            "Rolling back \(session.style.app(app.text))\(target)",
            RollBackApp(app: app, version: version, skipsRelease: skipsRelease),
            Releases.made
        )
        let undo = release.version.map { [session.style.said("To undo, run: renga rollback v\($0 - 1) --app \(app)")] } ?? []
        let what = version == nil ? ["\(release.message)."] : []
        try session.show(release, what + ["Rollback affects code and config vars."] + undo)
    }
}
