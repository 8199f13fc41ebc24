import Model
import Planning
import Wire

/// What `run`, `console` and `rake` have in common: the options, and what of them the request says.
struct OneOffWords {
    private static let environment = Option("env", short: "e", value: "NAME=VALUE", "a variable for this run alone; several: 'A=1;B=2'")
        .joined(by: ";")
    private static let type = Option("type", value: "TYPE", "run it as a dyno of this process type")
    private static let size = Option("size", short: "s", value: "SIZE", "how large the dyno is, such as 1GB or standard-2x")
    static let noTerminal = Option("no-tty", others: ["no-terminal"], "give it pipes, although you sit at a terminal")
    private static let exitCode = Option("exit-code", short: "x", "end as it ends, which is so anyway")
    /// Of all but what is left to itself.
    static let options = [environment, type, size, noTerminal, exitCode]
    static let optionsDetached = [environment, type, size]

    let command: [String]
    let variables: [String: String]
    let processType: String?
    let dynoSize: String?
    let wantsTerminal: Bool

    /// - Parameter first: stands before what was typed, such as `rake`.
    init(_ arguments: Arguments, first: [String] = []) throws(Failure) {
        command = first + arguments.operands
        variables = try arguments.value(Self.environment).map { text throws(Failure) in try OneOffVariables.read(text) } ?? [:]
        processType = arguments.value(Self.type)
        dynoSize = arguments.value(Self.size)
        wantsTerminal = !arguments.has(Self.noTerminal)
        // What is wrong with the words alone is said before anybody is asked.
        _ = try OneOffCommand.line(command)
    }

    func request(_ app: AppName, _ stance: OneOffStance, term: String? = nil) -> RunDyno {
        RunDyno(app: app, command: command, environment: variables, type: processType, size: dynoSize, stance: stance, term: term)
    }

    /// As people are told what runs.
    var shown: String { command.joined(separator: " ") }
}
