import Linux
import Model
import Planning

/// Words for the pusher where there is no transcript to write them into.
extension StandardError {
    /// - Parameter root: of the installation, whose disk may be what is wrong.
    static func say(_ error: any Error, at root: String = "/") {
        let failure = DiskFailure.of(error, root: root) ?? (error as? Failure) ?? Failure(.internal, "\(error)")
        write(Transcript.problem(failure).map { HarmlessText.text($0) + "\n" }.joined())
    }
}
