import Model
import Wire

/// The command `renga open`. The client opens the address as well; here there is nobody to see it.
struct Open: AppCommand {
    static let declaration = Declaration.ofApp(
        "open",
        .apps,
        50,
        "Print the address of an app; with the client, open it in your browser",
        examples: ["renga open --app myapp", "renga open /admin --app myapp"]
    ).with {
        $0.aliases = ["apps:open"]
        $0.operands = "[PATH]"
        $0.operandsMax = 1
    }

    let path: String

    init(_ arguments: Arguments) throws(Failure) {
        let word = arguments.operands.first ?? "/"
        path = word.hasPrefix("/") ? word : "/\(word)"
    }

    /// In JSON.
    private struct Payload: Encodable { let url: String }

    func run(_ session: Session, on app: AppName) throws {
        let url = try session.ask(DescribeApp(app: app)).url
        let whole = (url.hasSuffix("/") ? String(url.dropLast()) : url) + path
        try session.show(Payload(url: whole), [whole])
    }
}
