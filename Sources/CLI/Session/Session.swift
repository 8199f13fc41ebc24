import Linux
import Model
import Wire

/// What a command runs with.
package struct Session: Sendable {
    let root: InstallationRoot
    let surroundings: Surroundings
    let style: Style
    let json: Bool
    private let key: Int64?

    init(_ surroundings: Surroundings, _ invocation: Invocation, json: Bool) {
        root = invocation.root
        key = invocation.key
        self.surroundings = surroundings
        self.json = json
        style = Style.of(surroundings)
    }

    /// The caller is on another machine: files, environment and working directory here are not theirs.
    var isOverSSH: Bool { key != nil }
    var streams: Streams { surroundings.streams }
    var now: Int64 { surroundings.now }

    func print(_ lines: [String]) throws { try streams.write(lines.map { HarmlessText.text($0) + "\n" }.joined()) }

    /// Shows an answer: the payload where JSON is wanted, else lines for people.
    func show(_ payload: some Encodable, _ lines: @autoclosure () -> [String]) throws {
        if json { try streams.write(JSONText.line(payload)) } else { try print(lines()) }
    }

    /// The same where a program reads what is printed: byte by byte as it is.
    func showRaw(_ payload: some Encodable, _ lines: [String]) throws {
        try streams.write(json ? JSONText.line(payload) : lines.map { $0 + "\n" }.joined())
    }

    /// Asks the runner.
    ///
    /// Progress goes to standard error as it comes.
    func ask(_ operation: Operation) throws -> OperationResult {
        try ask(operation) { reply in
            if case .line(let line) = reply { try streams.complain([line]) }
        }
    }

    func ask(_ operation: Operation, progress: (ControlReply) throws -> Void) throws -> OperationResult {
        do {
            return try ControlClient(root: root, key: key).ask(operation, progress: progress)
        } catch let error as DecodingError {
            throw otherVersion("the runner's answer is not understood: \(error)")
        }
    }

    /// Asks for bytes, which go to standard output as they come.
    func fetch(_ operation: Operation) throws {
        _ = try ControlClient(root: root, key: key).ask(operation, bytes: { try streams.write($0) })
    }

    /// Heroku's way of saying what is being done: `Scaling dynos...` at once, `done` and what came of it at the end.
    func act<Value>(
        _ doing: String,
        _ operation: Operation,
        _ finish: (OperationResult) throws -> (value: Value, words: String)
    ) throws -> Value {
        var isOpen = !json
        if isOpen { try streams.write("\(doing)...") }
        do {
            let result = try ask(operation) { reply in
                guard case .line(let line) = reply else { return }
                if isOpen { try streams.write("\n") }
                isOpen = false
                try streams.complain([line])
            }
            let (value, words) = try finish(result)
            if !json { try streams.write("\(isOpen ? "" : "\(doing)...") done\(words)\n") }
            return value
        } catch let failure as Failure {
            if isOpen { try streams.write(" !\n") }
            throw failure
        }
    }

    /// An answer of another kind than the question's.
    ///
    /// It is not shown: it may hold config vars.
    var unexpected: Failure { otherVersion("the runner answered with something else than was asked") }

    private func otherVersion(_ message: String) -> Failure {
        Failure(
            .internal,
            message,
            hint: "renga and renga-runner are of different versions: restart the runner after an upgrade"
        )
    }
}
