/// A program to run, as a value: an argument vector, never a shell string.
package struct Command: Hashable, Sendable {
    /// Absolute path.
    package var executable: String
    /// Without the program's own name.
    package var arguments: [String]
    /// Complete: nothing is inherited.
    package var environment: [String: String]
    package var workingDirectory: String?

    package static let plainPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    package init(
        _ executable: String,
        _ arguments: [String] = [],
        environment: [String: String] = ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8"],
        workingDirectory: String? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
    }
}
