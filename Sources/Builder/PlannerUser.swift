import Glibc
import Linux
import Model

/// Who plans is nobody: no user of the machine, whose files and processes would be its own, and no app.
enum PlannerUser {
    /// The first of these numbers that no user has.
    static func uid(_ numbers: some Sequence<UInt32>, _ root: InstallationRoot) throws -> UInt32 {
        for number in numbers where try !Account.exists(uid: number) { return number }
        throw Failure(
            .unavailable,
            "all numbers below the apps' own belong to users of this machine, and who plans must be none of them",
            hint: "set `users.app_uid_base` in \(root.configuration) to a number with free ones below it, such as 20000"
        )
    }
}
