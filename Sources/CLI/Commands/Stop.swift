import Model
import Planning
import Wire

/// The command `renga ps:stop`.
struct Stop: AppCommand {
    static let declaration = Declaration.ofApp(
        "ps:stop",
        .dynos,
        14,
        "Stop dynos: new ones start in their places",
        examples: ["renga ps:stop web.1 --app myapp", "renga ps:stop worker --app myapp"]
    ).with {
        $0.aliases = ["ps:kill", "stop", "kill", "dyno:stop", "dyno:kill"]
        $0.operands = "TYPE|DYNO ..."
        $0.operandsMax = .max
        $0.takesAppFirst = true
        $0.removes = true
        $0.options = DynoWords.options
        $0.notes = [
            "A dyno gets no more requests, finishes those that it has, and gets SIGTERM. `ps:scale` is for fewer dynos, and",
            "`ps:restart` for new ones without a gap.",
        ]
    }

    let targets: [String]

    init(_ arguments: Arguments) throws(Failure) {
        targets = DynoWords.targets(arguments)
        guard targets.isEmpty else { return }
        throw Failure(
            .invalid,
            "`ps:stop` needs a dyno or a process type",
            hint: "one dyno: renga ps:stop web.1; none of a type any more: renga ps:scale web=0"
        )
    }

    func run(_ session: Session, on app: AppName) throws {
        let answer = try session.act("Stopping \(targets.joined(separator: ", "))", StopDynos(app: app, targets: targets)) {
            session.style.said(Self.words($0, of: app))
        }
        try session.showJSON(answer)
    }

    /// `; a new web.1 starts in its place (to run fewer: renga ps:scale web=1)`
    static func words(_ answer: StopDynos.Answer, of app: AppName) -> String {
        let again = answer.stopped.filter { answer.quantities[DynoChoice.type($0)] != nil }
        let count = answer.stopped.count == 1 ? "" : ", \(answer.stopped.joined(separator: ", "))"
        guard !again.isEmpty else { return count }
        let place = again.count == 1 ? "a new \(again[0]) starts in its place" : "new ones start in their places"
        let fewer = answer.quantities.sorted { $0.key < $1.key }.map { type, quantity in
            "\(type)=\(max(0, quantity - again.filter { DynoChoice.type($0) == type }.count))"
        }
        return "\(count); \(place) (to run fewer: renga ps:scale \(fewer.joined(separator: " ")) --app \(app))"
    }
}
