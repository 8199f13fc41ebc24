import Glibc
import Linux
import Model

/// The runner's socket. Every request is a connection of its own: nothing has to be kept alive.
package struct ControlSocket: ControlTransport {
    private let root: InstallationRoot
    private let origin: String?
    private let patienceSeconds: Int?
    private let notice: AnswerNotice?

    /// - Parameters:
    ///   - origin: the address that an SSH connection comes from.
    ///   - patienceSeconds: for an answer to begin; nil: as long as it takes.
    ///   - notice: for who waits, before that; heard as a line.
    package init(_ root: InstallationRoot, origin: String? = nil, patienceSeconds: Int? = nil, notice: AnswerNotice? = nil) {
        self.root = root
        self.origin = origin
        self.patienceSeconds = patienceSeconds
        self.notice = notice
    }

    package func ask<Asked: Request>(
        _ request: Asked,
        key: Int64?,
        inputs: [Int32],
        _ hear: (ControlProgress) throws -> Void
    ) throws -> Asked.Answer {
        var inputs = inputs[...]
        var wait = AnswerWait(seconds: patienceSeconds, notice, at: root.controlSocket)
        let say = { (words: String) throws in try hear(.line(words)) }
        var channel = try connect(&wait, say)
        do {
            try send(ControlRequest(request, key: key, origin: origin), over: channel)
            // For the first byte alone: what follows it may be read already, and then the socket has nothing more to say.
            try wait.hear(channel.number, say)
            while let reply = try reply(Asked.Answer.self, from: &channel) {
                switch reply {
                case .line(let line): try hear(.line(line))
                case .log(let lines): try hear(.log(lines))
                case .bytes(let count): try channel.receive(bytes: count) { try hear(.bytes($0)) }
                case .input:
                    guard let input = inputs.popFirst() else {
                        throw Failure(.internal, "`\(Asked.name)` takes more inputs than are given")
                    }
                    try UnixSocket.send(descriptor: input, over: channel.number)
                case .result(let answer): return answer
                case .failure(let failure): throw failure
                }
            }
        } catch let error as SystemError {
            throw unreachable(error)
        }
        throw Failure(
            .unavailable,
            "the runner ended the conversation without an answer",
            hint: """
                look at its log; what was asked may or may not have been done
                after an upgrade, restart it: one of an older version does not understand what it is asked
                """
        )
    }

    private func connect(_ wait: inout AnswerWait, _ say: (String) throws -> Void) throws -> MessageChannel {
        do {
            return MessageChannel(try wait.connect(say))
        } catch let error as SystemError {
            throw unreachable(error)
        }
    }

    /// An answer of another kind than the question's is not shown: it may hold config vars.
    private func reply<Answer: Codable & Sendable>(
        _ type: Answer.Type,
        from channel: inout MessageChannel
    ) throws -> ControlReply<Answer>? {
        do {
            return try channel.receive(ControlReply<Answer>.self)
        } catch is DecodingError {
            throw Failure(
                .internal,
                "the runner answered with something else than was asked",
                hint: "renga and renga-runner are of different versions: restart the runner after an upgrade"
            )
        }
    }

    /// Who may not ask is answered before a byte of the question is read: the answer is there although nobody listens.
    private func send(_ request: ControlRequest<some Request>, over channel: borrowing MessageChannel) throws {
        let bytes = try MessageChannel.line(request)
        do throws(SystemError) {
            try channel.send(bytes: bytes)
        } catch  where error.code == EPIPE {
            return
        }
    }

    /// Three things that look alike from far: no permission, no installation, and nobody who answers.
    private func unreachable(_ error: SystemError) -> Failure {
        if [EPERM, EACCES].contains(error.code) {
            return Failure(
                .forbidden,
                "you may not use the installation in \(root.path)",
                hint: "run the command with sudo, or over SSH with a key that was added by `renga keys:add`"
            )
        }
        if error.code == ENOENT, !Files.exists(root.path) {
            return Failure(
                .notFound,
                "there is no installation in \(root.path)",
                hint: "name its folder by --root DIR or RENGA_ROOT; install.sh makes a new one"
            )
        }
        if error.code == ETIMEDOUT {
            return Failure(
                .unavailable,
                "the runner does not answer: nothing came of it in \(patienceSeconds ?? 0) s",
                hint: "who runs this machine restarts it: `systemctl restart renga-runner`, or `sv restart renga-runner` where runit runs"
            )
        }
        let why = error.code == ENOENT || error.code == ECONNREFUSED ? "the runner is down" : "the runner does not answer"
        return Failure(
            .unavailable,
            "\(why): \(error)",
            hint: "start it: `systemctl start renga-runner`, or `sv start renga-runner` where runit runs"
        )
    }
}
