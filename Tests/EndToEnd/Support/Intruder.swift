import Glibc
import Linux
import Model

/// Somebody who has become one of the installation's users: can do what that user can, and nothing else.
struct Intruder {
    let user: String
    let account: Account

    init(_ user: String) throws {
        self.user = user
        guard let account = try Account.find(user) else { throw Failure(.notFound, "there is no user \(user)") }
        self.account = account
    }

    func sh(_ script: String, input: String = "") throws -> Command.Outcome {
        try Command("/bin/sh", ["-c", script], workingDirectory: "/").run(input: Array(input.utf8), user: account.owner)
    }

    func expectRefused(_ script: String) throws -> String? {
        let outcome = try sh(script)
        return outcome.status.isSuccess ? "`\(script)` was possible: \(outcome.text)" : nil
    }
}
