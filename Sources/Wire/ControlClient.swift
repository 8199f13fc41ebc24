import FoundationEssentials
import Linux
import Model

/// Asks the runner. Every call is a connection of its own: nothing has to be kept alive.
package struct ControlClient: Sendable {
    private let root: InstallationRoot
    private let key: Int64?

    package init(root: InstallationRoot, key: Int64? = nil) {
        self.root = root
        self.key = key
    }

    /// Runs one operation to its end. Progress arrives while it happens.
    ///
    /// - Parameter bytes: takes what is no message, in pieces.
    package func ask(
        _ operation: Operation,
        progress: (ControlReply) throws -> Void = { _ in },
        bytes: ([UInt8]) throws -> Void = { _ in }
    ) throws -> OperationResult {
        var channel: MessageChannel
        do {
            channel = try MessageChannel.connect(root.controlSocket)
        } catch {
            throw unreachable(error)
        }
        do {
            try send(ControlRequest(operation, key: key), over: channel)
            while let reply = try channel.receive(ControlReply.self) {
                switch reply {
                case .line, .log: try progress(reply)
                case .bytes(let count): try channel.receive(bytes: count, bytes)
                case .result(let result): return result
                case .failure(let failure): throw failure
                }
            }
        } catch let error as SystemError {
            throw unreachable(error)
        }
        throw Failure(
            .unavailable,
            "the runner ended the conversation without an answer",
            hint: "look at its log; what was asked may or may not have been done"
        )
    }

    /// Who may not ask is answered before a byte of the question is read: the answer is there although nobody listens.
    private func send(_ request: ControlRequest, over channel: borrowing MessageChannel) throws {
        let bytes = try MessageChannel.line(request)
        do throws(SystemError) {
            try channel.send(bytes: bytes)
        } catch  where error.code == Self.brokenPipe {
            return
        }
    }

    private static let notPermitted: [Int32] = [1, 13]
    private static let noSuchFile: Int32 = 2
    private static let refused: Int32 = 111
    private static let brokenPipe: Int32 = 32

    /// Three things that look alike from far: no permission, no installation, and nobody who answers.
    private func unreachable(_ error: SystemError) -> Failure {
        if Self.notPermitted.contains(error.code) {
            return Failure(
                .forbidden,
                "you may not use the installation in \(root.path)",
                hint: "run the command with sudo, or over SSH with a key that was added by `renga keys:add`"
            )
        }
        if error.code == Self.noSuchFile, !Files.exists(root.path) {
            return Failure(
                .notFound,
                "there is no installation in \(root.path)",
                hint: "name its folder by --root DIR or RENGA_ROOT; install.sh makes a new one"
            )
        }
        let why = error.code == Self.noSuchFile || error.code == Self.refused ? "the runner is down" : "the runner does not answer"
        return Failure(
            .unavailable,
            "\(why): \(error)",
            hint: "start it: `systemctl start renga-runner`, or `sv start renga-runner` where runit runs"
        )
    }
}
