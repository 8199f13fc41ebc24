import Linux
import Model
import Wire

/// Asks the runner for somebody who sits before a push: where it hangs, they are told, and refused in the end.
enum PatientClient {
    /// For what is read from a table, on a machine that is busy with builds.
    private static let seconds = 30
    private static let noticeMilliseconds: Int64 = 3_000

    static func of(_ root: InstallationRoot, key: Int64) -> ControlClient {
        let notice = AnswerNotice(afterMilliseconds: noticeMilliseconds) {
            StandardError.step("Waiting for the runner, which has not answered yet, \(seconds) s at most...")
        }
        return ControlClient(ControlSocket(root, patienceSeconds: seconds, notice: notice), key: key)
    }
}
