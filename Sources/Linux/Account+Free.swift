import Glibc
import Model

extension Account {
    /// For work that is nobody's: the first of these numbers that no user of the machine has.
    ///
    /// - Parameter who: does the work, as a message has it.
    package static func free(_ numbers: some Sequence<uid_t>, _ who: String, _ root: InstallationRoot) throws -> uid_t {
        for number in numbers where try !exists(uid: number) { return number }
        throw Failure(
            .unavailable,
            "all numbers below the apps' own belong to users of this machine, and \(who) must be none of them",
            hint: "set `users.app_uid_base` in \(root.configuration) to a number with free ones below it, such as 20000"
        )
    }
}
