import Linux
import Model

/// What the pusher reads: standard output may be git's protocol.
extension StandardError {
    static func say(_ failure: Failure) {
        var text = " !     \(failure.message)\n"
        for line in failure.detail { text += " !       \(line)\n" }
        for line in (failure.hint ?? "").split(separator: "\n") { text += " !     \(line)\n" }
        write(HarmlessText.text(text))
    }

    static func step(_ words: String) { write(HarmlessText.text("-----> \(words)\n")) }
}
