import Glibc
import Linux
import Model
import Planning

/// `renga`: one command, asked of the runner over its control socket.
package enum CLIProgram {
    /// 128 + SIGPIPE, as a shell sees a program whose reader has gone.
    package static let outputClosedStatus: Int32 = 141

    /// The door's way in.
    ///
    /// Ctrl-C keeps its default: the process ends by SIGINT, which a shell shows as 130 and a loop obeys.
    package static func run(_ arguments: [String]) -> Int32 {
        // A reader that goes away is met where we write, so that it ends us without a word.
        signal(SIGPIPE, SIG_IGN)
        do throws(Failure) {
            let here = try Surroundings.process()
            return run(Array(arguments.dropFirst()) + (try wordsOverSSH(here.environment)), in: here)
        } catch {
            return complain(error, [], Surroundings(environment: [:], directory: "/", streams: Streams(), now: 0))
        }
    }

    /// What somebody who came in over SSH typed: sshd hands it over in the environment, where no other user can read it.
    private static func wordsOverSSH(_ environment: [String: String]) throws(Failure) -> [String] {
        guard environment["RENGA_KEY"] != nil, let text = environment["SSH_ORIGINAL_COMMAND"] else { return [] }
        return try ShellWords.split(text)
    }

    /// Runs one command to its end; what tests call.
    package static func run(_ words: [String], in surroundings: Surroundings) -> Int32 {
        do {
            return try attempt(words, surroundings)
        } catch let failure as Failure {
            return complain(failure, words, surroundings)
        } catch is OutputClosed {
            return outputClosedStatus
        } catch let exit as QuietExit {
            return exit.status
        } catch {
            // Where the words cannot be read, there was no root either that could be full.
            let root = (try? Invocation.parse(words, environment: surroundings.environment))?.root.path ?? InstallationRoot.standard
            return complain(DiskFailure.of(error, root: root) ?? Failure(.internal, "\(error)"), words, surroundings)
        }
    }

    private static func attempt(_ words: [String], _ surroundings: Surroundings) throws -> Int32 {
        let invocation = try Invocation.parse(words, environment: surroundings.environment)
        let command = try Catalogue.find(invocation.command)
        if invocation.key != nil, command is ConfigSet.Type {
            let typed = surroundings.environment["SSH_ORIGINAL_COMMAND"] ?? ""
            try LostQuotes(invocation.words, typed: typed, of: command.declaration, root: invocation.root).check()
        }
        let arguments = try ArgumentParser.parse(invocation.words, for: command.declaration) { (words) throws(Failure) in
            try Session(surroundings, invocation, words, of: command.declaration).namingApp(words, command.declaration)
        }
        let session = Session(surroundings, invocation, arguments, of: command.declaration)
        if arguments.has(.help) {
            try session.print(HelpPage.lines(of: command.declaration, style: session.style))
            return 0
        }
        try command.init(arguments).run(session)
        return 0
    }

    private static func complain(_ failure: Failure, _ words: [String], _ surroundings: Surroundings) -> Int32 {
        // Words that cannot be read are complained of in the machine's form.
        let invocation = try? Invocation.parse(words, environment: surroundings.environment)
        let arguments = invocation.flatMap { invocation in
            (try? Catalogue.find(invocation.command)).flatMap { try? ArgumentParser.parse(invocation.words, for: $0.declaration) }
        }
        let style = Style.of(surroundings, invocation, arguments)
        let failure = failure.said(in: style.form)
        do {
            if wantsJSON(words, arguments) {
                try surroundings.streams.write(JSONText.line(ErrorPayload(failure)))
            } else {
                try surroundings.streams.complain(ComplaintPage.lines(failure, style: style))
            }
        } catch {
            // Nobody is left to be told: the status still says it.
        }
        return failure.code.exitStatus
    }

    /// In `run make -j` the option is make's. Words that cannot be read are looked at one by one.
    private static func wantsJSON(_ words: [String], _ arguments: Arguments?) -> Bool {
        if let arguments { return arguments.has(.json) }
        return words.prefix { $0 != "--" }.contains { $0 == "--json" || $0 == "-j" }
    }
}
