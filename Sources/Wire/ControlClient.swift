import FoundationEssentials
import Linux
import Model

/// Asks the runner. Every call is a connection of its own: nothing has to be kept alive.
package struct ControlClient: Sendable {
    private let path: String
    private let key: Int64?

    package init(root: InstallationRoot, key: Int64? = nil) {
        path = root.controlSocket
        self.key = key
    }

    /// Runs one operation to its end. Progress arrives while it happens.
    package func ask(_ operation: Operation, progress: (ControlReply) throws -> Void = { _ in }) throws
        -> OperationResult
    {
        var channel: MessageChannel
        do {
            channel = try MessageChannel.connect(path)
        } catch {
            throw unreachable(error)
        }
        do {
            try channel.send(ControlRequest(operation, key: key))
            while let reply = try channel.receive(ControlReply.self) {
                switch reply {
                case .line, .log: try progress(reply)
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

    private func unreachable(_ error: SystemError) -> Failure {
        let denied = error.code == 13
        return Failure(
            .unavailable,
            "the runner does not answer: \(error)",
            hint: denied
                ? "run the command with sudo, or over SSH"
                : "start it: `systemctl start renga-runner`, or `sv start renga-runner` where runit runs"
        )
    }
}
