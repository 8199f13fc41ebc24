import Model
import Wire

/// The command `renga completion`.
struct Completion: Subcommand {
    static let declaration = Declaration(
        "completion",
        .platform,
        76,
        "Print what a shell needs to complete commands, options and apps",
        examples: ["source <(renga completion bash)", "renga completion fish > ~/.config/fish/completions/renga.fish"]
    ).with {
        $0.operands = "bash|zsh|fish|apps"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = [
            "bash: put `source <(renga completion bash)` into ~/.bashrc; zsh: the same with zsh into ~/.zshrc, behind compinit;",
            "fish: as above. `apps` prints the names of the apps that you may see, a line each: what the shell asks for",
            "behind -a, and keeps for a minute.",
        ]
    }

    private struct Payload: Encodable { let completion: String }

    private let script: CompletionScript?

    init(_ arguments: Arguments) throws(Failure) {
        let word = arguments.operands[0]
        script = CompletionScript(rawValue: word)
        guard script != nil || word == "apps" else {
            throw Failure(.invalid, "`\(word)` is no shell that is known here", hint: "write bash, zsh or fish")
        }
    }

    func run(_ session: Session) throws {
        if let script {
            return try session.showRaw(Payload(completion: script.text), [String(script.text.dropLast())])
        }
        let names = try session.ask(ListApps()).map(\.name.text)
        try session.showRaw(names, names)
    }
}
