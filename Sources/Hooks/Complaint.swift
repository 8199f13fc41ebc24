import Glibc
import Linux
import Model

/// Says a failure where the pusher reads it. Only standard error: standard output may be git's protocol.
enum Complaint {
    static func say(_ failure: Failure) {
        var text = " !     \(failure.message)\n"
        for line in failure.detail { text += " !       \(line)\n" }
        for line in (failure.hint ?? "").split(separator: "\n") { text += " !     \(line)\n" }
        line(text)
    }

    static func line(_ text: String) {
        // Nobody is left to be told where even this fails.
        try? writeAll(Array(HarmlessText.text(text).utf8), to: STDERR_FILENO)
    }
}
