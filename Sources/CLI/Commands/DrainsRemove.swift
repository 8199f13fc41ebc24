import Model
import Wire

/// The command `renga drains:remove`.
struct DrainsRemove: AppCommand {
    static let declaration = Declaration.ofApp(
        "drains:remove",
        .logs,
        32,
        "Send an app's log to a server no more",
        examples: ["renga drains:remove syslog+tls://logs.example.com:6514 --app myapp"]
    ).with {
        $0.removes = true
        $0.operands = "URL|TOKEN"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = ["`renga drains` shows both. What was on its way may still arrive, or not."]
    }

    let drain: String

    init(_ arguments: Arguments) throws(Failure) { drain = arguments.operands[0] }

    func run(_ session: Session, on app: AppName) throws {
        let gone = try session.ask(RemoveDrain(app: app, drain: drain))
        try session.show(gone, gone.map { "Successfully removed drain \($0.url)" })
    }
}
