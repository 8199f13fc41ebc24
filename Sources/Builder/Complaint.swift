import Glibc
import Linux
import Model
import Planning

/// Words for the pusher where there is no transcript to write them into.
enum Complaint {
    static func say(_ error: any Error) {
        let failure = (error as? Failure) ?? Failure(.internal, "\(error)")
        let text = Transcript.problem(failure).map { HarmlessText.text($0) + "\n" }.joined()
        // Nobody is left to be told where even this fails.
        try? writeAll(Array(text.utf8), to: STDERR_FILENO)
    }
}
