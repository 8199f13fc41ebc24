import Glibc
import Linux
import Model

/// git in an app's repository: always as the user whose the repositories are. What stands in there is that user's, and
/// git follows what it reads (objects, alternates, configuration, hooks).
package struct GitUser: Sendable {
    private static let secondsMax = 1800

    package let account: Account
    private let home: String

    package init(_ platform: Platform) throws {
        account = try Account.existing(platform.configuration.users.git, of: platform.root)
        home = platform.root.path
    }

    /// Runs to its end.
    ///
    /// - Parameter directory: where it works; its words name nothing else.
    @discardableResult
    package func git(_ words: [String], in directory: String) throws -> String {
        // What stands in the repository may have it wait for ever.
        try run(["/usr/bin/timeout", "-k", "10", "\(Self.secondsMax)", "/usr/bin/git"] + words, in: directory)
    }

    /// Runs another program of ours as this user.
    package func run(_ words: [String], input: String = "", in directory: String? = nil) throws -> String {
        try Command(
            words[0],
            Array(words.dropFirst()),
            environment: ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "HOME": home, "GIT_NO_REPLACE_OBJECTS": "1"],
            workingDirectory: directory
        ).check(input: Array(input.utf8), user: geteuid() == 0 ? account.owner : nil)
    }
}
