import Model
import Wire

/// The command `renga completion`.
struct Completion: Subcommand {
    static let declaration = Declaration(
        "completion",
        .platform,
        76,
        "Print what a shell needs to complete commands, options, apps and dynos",
        examples: ["source <(renga completion bash)", "renga completion fish > ~/.config/fish/completions/renga.fish"]
    ).with {
        $0.takesApp = true
        $0.operands = "bash|zsh|fish|apps|types|dynos"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = [
            "bash: put `source <(renga completion bash)` into ~/.bashrc; zsh: the same with zsh into ~/.zshrc, behind compinit;",
            "fish: as above. `apps` prints the names of the apps that you may see, a line each: what the shell asks for",
            "behind -a, and keeps for a minute. `types` and `dynos` print those of an app, which it asks for where they are expected.",
        ]
    }

    private struct Payload: Encodable { let completion: String }

    /// What is asked for when it is wanted.
    private enum List: String { case apps, types, dynos }

    private let script: CompletionScript?
    private let list: List?
    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) {
        let word = arguments.operands[0]
        script = CompletionScript(rawValue: word)
        list = List(rawValue: word)
        app = try arguments.app()
        guard script != nil || list != nil else {
            throw Failure(.invalid, "`\(word)` is no shell that is known here", hint: "write bash, zsh or fish")
        }
    }

    func run(_ session: Session) throws {
        if let script {
            return try session.showRaw(Payload(completion: script.text), [String(script.text.dropLast())])
        }
        let names = try names(session)
        try session.showRaw(names, names)
    }

    private func names(_ session: Session) throws -> [String] {
        guard list != .apps else { return try session.ask(ListApps()).map(\.name.text) }
        let answer = try session.ask(ListDynos(app: try session.app(app)))
        return list == .dynos ? answer.dynos.map(\.name) : (answer.types ?? []).sorted()
    }
}
