import Glibc
import Linux
import Model
import Planning

/// Words for the pusher where there is no transcript to write them into.
enum Complaint {
    /// - Parameter root: of the installation, whose disk may be what is wrong.
    static func say(_ error: any Error, at root: String = "/") {
        let failure = DiskFailure.of(error, root: root) ?? (error as? Failure) ?? Failure(.internal, "\(error)")
        let text = Transcript.problem(failure).map { HarmlessText.text($0) + "\n" }.joined()
        // Nobody is left to be told where even this fails.
        try? writeAll(Array(text.utf8), to: STDERR_FILENO)
    }
}
