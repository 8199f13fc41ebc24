import Linux
import Model
import Planning
import Wire

/// What a command runs with.
package struct Session: Sendable {
    let root: InstallationRoot
    let surroundings: Surroundings
    let style: Style
    let arguments: Arguments
    let client: ClientWords?
    let command: Declaration
    /// The command's name as it was typed: its own, or an alias.
    let typed: String
    private let key: Int64?

    init(_ surroundings: Surroundings, _ invocation: Invocation, _ arguments: Arguments, of command: Declaration) {
        self.command = command
        typed = invocation.command
        root = invocation.root
        key = invocation.key
        client = invocation.client
        self.surroundings = surroundings
        self.arguments = arguments
        style = Style.of(surroundings, invocation, arguments)
    }

    /// The caller is on another machine.
    var isOverSSH: Bool { key != nil }
    /// Files, environment and working directory here are the caller's.
    var offersMachine: Bool { AccessPolicy.offersMachine(overSSH: isOverSSH) }
    /// The address that the caller's SSH connection comes from.
    private var origin: String? {
        isOverSSH ? surroundings.environment["RENGA_ORIGIN"] : nil
    }
    var json: Bool { arguments.has(.json) }
    var streams: Streams { surroundings.streams }
    var now: Int64 { surroundings.now }

    func print(_ lines: [String]) throws { try streams.write(lines.map { HarmlessText.text($0) + "\n" }.joined()) }

    /// Shows an answer: the payload where JSON is wanted, else lines for people.
    func show(_ payload: some Encodable, _ lines: @autoclosure () -> [String]) throws {
        if json { try streams.write(JSONText.line(payload)) } else { try print(lines()) }
    }

    /// The answer where JSON is wanted; people have read all there is to say.
    func showJSON(_ payload: some Encodable) throws { if json { try streams.write(JSONText.line(payload)) } }

    /// Shows an answer that a program reads: byte by byte as it is.
    func showRaw(_ payload: some Encodable, _ lines: [String]) throws {
        try streams.write(json ? JSONText.line(payload) : lines.map { $0 + "\n" }.joined())
    }

    /// Asks the runner.
    ///
    /// Progress goes to standard error as it comes.
    func ask<Asked: Request>(_ request: Asked) throws -> Asked.Answer {
        try ask(request, Self.notice) { progress in
            if case .line(let line) = progress { try streams.complain([style.said(line)]) }
        }
    }

    /// A runner that hangs answers nothing: who waits is not left without a word. After one that works has said what it waits for.
    private static let notice = AnswerNotice(
        afterMilliseconds: SignOfLife.pauseMilliseconds + 5_000,
        "Still waiting: the runner has not answered yet (Ctrl-C ends this command, not what it has asked for)"
    )

    /// - Parameters:
    ///   - notice: heard as a line where no answer begins; nil: what is asked may take as long as it likes.
    ///   - inputs: open files for what the answer takes of us.
    func ask<Asked: Request>(
        _ request: Asked,
        _ notice: AnswerNotice? = nil,
        inputs: [Int32] = [],
        _ hear: (ControlProgress) throws -> Void
    ) throws -> Asked.Answer {
        let transport = surroundings.transport ?? ControlSocket(root, origin: origin, notice: notice)
        return try ControlClient(transport, key: key).ask(request, inputs: inputs, hear)
    }

    /// Heroku's way of saying what is being done: `Scaling dynos...` at once, `done` and what came of it at the end. On standard error,
    /// so that standard output has results alone; over SSH, which keeps no order between the two, on standard output.
    ///
    /// - Parameter words: what stands behind `done`.
    func act<Asked: Request>(
        _ doing: String,
        _ request: Asked,
        _ words: (Asked.Answer) -> String = { _ in "" }
    ) throws -> Asked.Answer {
        var isOpen = !json
        if isOpen { try say("\(doing)...") }
        do {
            let answer = try ask(request, Self.notice) { progress in
                guard case .line(let line) = progress else { return }
                if isOpen { try say("\n") }
                isOpen = false
                try streams.complain([style.said(line)])
            }
            if !json { try say("\(isOpen ? "" : "\(doing)...") done\(words(answer))\n") }
            return answer
        } catch let failure as Failure {
            if isOpen { try say(" !\n") }
            throw failure
        }
    }

    private func say(_ text: String) throws {
        if isOverSSH { try streams.write(HarmlessText.text(text)) } else { try streams.say(text) }
    }
}
