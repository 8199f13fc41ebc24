import Model
import Wire

/// The command `renga drains:add`.
struct DrainsAdd: AppCommand {
    static let declaration = Declaration.ofApp(
        "drains:add",
        .logs,
        31,
        "Send an app's log to a server as well",
        examples: [
            "renga drains:add syslog+tls://logs.example.com:6514 --app myapp",
            "renga drains:add https://user:key@logs.example.com/in -a myapp",
        ]
    ).with {
        $0.operands = "URL"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = [
            "syslog://HOST:PORT        RFC 5424 over TCP, in plain",
            "syslog+tls://HOST:PORT    the same over TLS; #insecure behind it believes every certificate",
            "https://HOST/PATH         batches of application/logplex-1, as Heroku sends them",
            "",
            "It gets the lines that come from now on. What cannot be delivered is tried again, and waits in the app's log; what is",
            "more than config.yml's outgoing.drain_bytes_max is dropped, and the server is told how much (L10). This machine and",
            "its networks are reached only where outgoing.allow names them.",
        ]
    }

    let url: DrainURL

    init(_ arguments: Arguments) throws(Failure) { url = try DrainURL(arguments.operands[0]) }

    func run(_ session: Session, on app: AppName) throws {
        let drain = try session.ask(AddDrain(app: app, url: url.description))
        try session.show(drain, ["Successfully added drain \(drain.url) (\(drain.token))"])
    }
}
