import Model
import Wire

/// The command `renga ps:type`.
struct Sizes: AppCommand {
    static let declaration = Declaration.ofApp(
        "ps:type",
        .dynos,
        25,
        "Show or choose how large the dynos of each process type are",
        examples: [
            "renga ps:type --app myapp", "renga ps:type web=1GB worker=standard-2x --app myapp", "renga ps:type web=default --app myapp",
        ]
    ).with {
        $0.aliases = ["ps:resize", "resize", "dyno:resize", "dyno:type"]
        $0.operands = "[TYPE=SIZE ...]"
        $0.operandsMax = .max
        $0.takesAppFirst = true
        $0.notes = [
            "A size is an amount of memory (512MB, 1GB), or one of Heroku's names: eco, basic, standard-1x, standard-2x, performance-m",
            "and others, which config.yml lists under dyno.sizes. The share of the processors grows with it. One size without a type is",
            "for all of them. Dynos of the new size take the places of the others one after another, without a gap. Where all served",
            "before and a new one crashes, nothing changes. What they used at most is the kernel's word, copies of files included, since",
            "the dynos that run were started; where it has none, it is what they use now.",
        ]
    }

    let sizes: [String: String]
    let all: String?

    init(_ arguments: Arguments) throws(Failure) {
        var sizes: [String: String] = [:]
        var all: String?
        for word in arguments.operands {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 1, arguments.operands.count == 1 {
                all = word
            } else if parts.count == 2, NameRules.isProcessType(parts[0]), !parts[1].isEmpty {
                if let first = sizes[parts[0]] {
                    throw Failure(.invalid, "`\(parts[0])` gets two sizes: \(first) and \(parts[1])", hint: "write one of them")
                }
                sizes[parts[0]] = parts[1]
            } else {
                throw Failure(.invalid, "`\(word)` is not the size of a process type", hint: "write TYPE=SIZE, such as web=1GB")
            }
        }
        self.sizes = sizes
        self.all = all
    }

    func run(_ session: Session, on app: AppName) throws {
        guard !sizes.isEmpty || all != nil else { return try show(app, session) }
        let up = try session.act("Resizing dynos of \(session.style.app(app.text))", SetDynoSizes(app: app, sizes: sizes, all: all)) {
            $0.dynos.isEmpty ? "; none runs now" : DynoWords.replaced($0)
        }
        if session.json { return try session.showJSON(up) }
        try show(app, session)
    }

    private func show(_ app: AppName, _ session: Session) throws {
        let answer = try session.ask(ShowDynoSizes(app: app))
        let lines = answer.idle.map { [$0.message, $0.hint(isHere: !session.style.form.isPlainSSH)] }
        try session.show(answer.types, lines ?? answer.types.map { Self.line($0, session.style) })
    }

    /// `=== web: 1 GB (standard-2x) × 2, at most 241 MB used since v32`
    static func line(_ type: DynoTypeSummary, _ style: Style) -> String {
        let amount = Quantity.exact(bytes: type.memoryBytes)
        let name = type.size.flatMap { $0 == amount.replacing(" ", with: "") ? nil : " (\($0))" } ?? ""
        return style.heading("\(type.type): \(amount)\(name) × \(type.quantity)\(used(type))")
    }

    private static func used(_ type: DynoTypeSummary) -> String {
        if let peak = type.peakBytes {
            return ", at most \(Quantity.rounded(bytes: peak)) used" + (type.release.map { " since v\($0)" } ?? "")
        }
        return type.usedBytes.map { ", at most \(Quantity.rounded(bytes: $0)) used now" } ?? ""
    }
}
