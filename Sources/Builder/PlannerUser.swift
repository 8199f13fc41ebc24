import Glibc
import Linux
import Model

/// Who plans is nobody: no user of the machine, whose files and processes would be its own, and no app.
enum PlannerUser {
    /// The first of these numbers that no user has.
    static func uid(_ numbers: some Sequence<UInt32>, _ root: InstallationRoot) throws -> UInt32 {
        try Account.free(numbers, "who plans", root)
    }
}
