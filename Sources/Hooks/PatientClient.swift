import Linux
import Model
import Wire

/// Asks the runner for somebody who sits before a push: where it hangs, they are told, and refused in the end.
struct PatientClient {
    /// For what is read from a table, on a machine that is busy with builds.
    private static let seconds = 30
    private static let notice = AnswerNotice(
        afterMilliseconds: 3_000,
        "Waiting for the runner, which has not answered yet, \(seconds) s at most..."
    )

    private let client: ControlClient

    init(_ root: InstallationRoot, key: Int64) {
        client = ControlClient(ControlSocket(root, patienceSeconds: Self.seconds, notice: Self.notice), key: key)
    }

    func ask<Asked: Request>(_ request: Asked) throws -> Asked.Answer {
        try client.ask(request) { progress in
            if case .line(let words) = progress { StandardError.step(words) }
        }
    }
}
