import Model

/// The command `renga client`.
struct Client: BareCommand {
    static let declaration = Declaration(
        "client",
        .platform,
        75,
        "Print the client for your own machine, a file for sh",
        examples: ["ssh git@HOST client > ~/.local/bin/renga && chmod +x ~/.local/bin/renga"]
    ).with {
        $0.notes = [
            "With it every command is `renga COMMAND` in the app's checkout: it finds host and app by the git remote, -a, -r,",
            "RENGA_APP or HEROKU_APP, quotes each word, and sends files.",
        ]
    }

    /// The script, in JSON.
    private struct Payload: Encodable { let client: String }

    func run(_ session: Session) throws {
        let script = ClientScript.text(host: CommandForm.host(session.root))
        try session.showRaw(Payload(client: script), [String(script.dropLast())])
    }
}
