import Linux
import Model
import Planning
import Wire

/// The command `renga ps`.
struct Dynos: AppCommand {
    static let declaration = Declaration.ofApp(
        "ps",
        .dynos,
        10,
        "List the dynos of an app",
        examples: ["renga ps --app myapp", "renga ps web --app myapp", "renga ps web.1 --app myapp"]
    ).with {
        $0.operands = "[TYPE|DYNO ...]"
        $0.operandsMax = .max
        $0.takesAppFirst = true
    }

    let words: [String]

    init(_ arguments: Arguments) throws(Failure) {
        words = arguments.operands
        let command = words.first.map { "ps:\($0)" } ?? ""
        guard Catalogue.names.contains(command) else { return }
        throw Failure(.invalid, "`ps` does not take `\(words[0])`", hint: "did you mean `\(command)`?")
    }

    func run(_ session: Session, on app: AppName) throws {
        let found = try session.ask(ListDynos(app: app))
        let notes =
            Self.notes(maintenance: found.maintenance, paused: found.paused, of: app, style: session.style)
            + (found.complaint.map { [session.style.paint($0, .error), ""] } ?? [])
        let lines = found.idle.map { [$0.message, $0.hint(isHere: !session.style.form.isPlainSSH)] }
        let dynos = found.idle == nil ? try Self.chosen(words, found, of: app) : found.dynos
        try session.show(dynos, notes + (lines ?? Self.lines(dynos, of: app, now: session.now, style: session.style)))
    }

    private static func chosen(_ words: [String], _ found: ListDynos.Answer, of app: AppName) throws -> [DynoSummary] {
        let types = found.dynos.map(\.type) + (found.types ?? [])
        let names = Set(try DynoChoice(app, names: found.dynos.map(\.name), types: types).names(of: words))
        return found.dynos.filter { names.contains($0.name) }
    }

    /// What keeps requests from the dynos, whatever they are.
    static func notes(maintenance: Bool, paused: Bool, of app: AppName, style: Style) -> [String] {
        var notes: [String] = []
        if maintenance { notes.append(style.said("\(style.app(app.text)) is in maintenance mode: renga maintenance:off --app \(app)")) }
        if paused { notes.append(style.said("Requests to \(style.app(app.text)) are paused: renga ps:resume --app \(app)")) }
        return notes.isEmpty ? [] : notes + [""]
    }

    static func lines(_ dynos: [DynoSummary], of app: AppName, now: Int64, style: Style) -> [String] {
        guard !dynos.isEmpty else {
            return ["No dynos on \(style.app(app.text))."]
        }
        let groups = Dictionary(grouping: dynos, by: \.type).sorted { $0.key < $1.key }
        let blocks = groups.map { type, dynos in
            // While a deploy is on its way there are dynos of two commands; the first that counts is the one served.
            let serving = dynos.filter { !$0.candidate }
            let command = (serving + dynos).first { !$0.command.isEmpty }?.command
            // What is on its way out is not what is wanted.
            let count = serving.filter { $0.state != "stopping" }.count
            let areOneOffs = serving.contains { $0.isOneOff == true }
            let title = type + (areOneOffs ? ": one-off dynos" : command.map { ": `\($0)`" } ?? "") + " (\(count))"
            let why = serving.first { $0.state == "crashed" }.map { style.said("why: renga logs -d \($0.name) -n 50 --app \(app)") }
            let sorted = dynos.sorted(by: Self.isBefore)
            let width = sorted.map { head($0, now: now, style: .plain).count }.max() ?? 0
            return [style.heading(title)] + sorted.flatMap { lines($0, width: width, now: now, style: style) }
                + (why.map { ["       \($0)"] } ?? [])
        }
        return Array(blocks.joined(separator: [""]))
    }

    /// A dyno, and what it said last where it crashed.
    private static func lines(_ dyno: DynoSummary, width: Int, now: Int64, style: Style) -> [String] {
        let facts = [dyno.release.map { "v\($0)" }, dyno.candidate ? "candidate" : nil, memory(dyno), own(dyno), crash(dyno, now: now)]
            .compactMap(
                \.self
            )
        let fill = String(repeating: " ", count: width - head(dyno, now: now, style: .plain).count)
        let line = head(dyno, now: now, style: style) + (facts.isEmpty ? "" : fill + "  " + facts.joined(separator: ", "))
        return [line] + (said(dyno).map { ["       \($0)"] } ?? [])
    }

    private static let lineMax = 200

    /// A one-off dyno's command, which is its own.
    private static func own(_ dyno: DynoSummary) -> String? {
        dyno.isOneOff == true ? "`\(dyno.command.prefix(lineMax))`" : nil
    }

    private static func said(_ dyno: DynoSummary) -> String? {
        dyno.state == "crashed" ? dyno.lastLine.map { String($0.prefix(lineMax)) } : nil
    }

    private static func head(_ dyno: DynoSummary, now: Int64, style: Style) -> String {
        let state = dyno.state == "crashed" ? style.paint(dyno.state, .error) : dyno.state
        return "\(style.paint(dyno.name, .name)): \(state) \(TimeText.shown(dyno.since, now: now))"
    }

    /// `212 of 512 MB`
    private static func memory(_ dyno: DynoSummary) -> String? {
        guard let used = dyno.memoryBytes, let limit = dyno.memoryLimitBytes, dyno.state != "crashed" else { return nil }
        let (one, other) = (Quantity.rounded(bytes: used), Quantity.rounded(bytes: limit))
        let unit = one.suffix(3)
        return "\(other.hasSuffix(unit) ? String(one.dropLast(3)) : one) of \(other)"
    }

    /// `exited with status 1, 8th time in 2m; next try in 5s`
    private static func crash(_ dyno: DynoSummary, now: Int64) -> String? {
        let turn = dyno.waitsForTurn == true ? "waits for its turn: the processors are busy" : nil
        guard let how = dyno.how else { return turn }
        let seconds = now / 1_000_000
        var count = ""
        if let times = dyno.restarts, times > 1 {
            let since = dyno.crashingSince.flatMap(Moment.seconds).map { " in \(Quantity.rounded(seconds: seconds - $0))" } ?? ""
            count = ", \(ordinal(times)) time\(since)"
        }
        guard dyno.state == "crashed" else { return "after it \(how)\(count)" + (turn.map { "; \($0)" } ?? "") }
        let left = dyno.nextStartAt.flatMap(Moment.seconds).map { $0 - seconds }
        let next = left.map { $0 > 0 ? "next try in \(Quantity.rounded(seconds: $0))" : "next try now" }
        return "\(how)\(count)" + ((turn ?? next).map { "; \($0)" } ?? "")
    }

    private static func ordinal(_ number: Int) -> String {
        switch (number % 100, number % 10) {
        case (11...13, _): "\(number)th"
        case (_, 1): "\(number)st"
        case (_, 2): "\(number)nd"
        case (_, 3): "\(number)rd"
        default: "\(number)th"
        }
    }

    /// `web.2` before `web.10`, candidates after those that serve.
    private static func isBefore(_ left: DynoSummary, _ right: DynoSummary) -> Bool {
        func number(_ dyno: DynoSummary) -> Int { dyno.name.split(separator: ".").last.flatMap { Int($0) } ?? 0 }
        return (left.candidate ? 1 : 0, number(left), left.release ?? 0) < (
            right.candidate ? 1 : 0, number(right), right.release ?? 0
        )
    }
}
