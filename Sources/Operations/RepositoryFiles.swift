import Glibc
import Linux
import Model

/// What git opens by name in a repository, looked at before git is asked: at a named pipe it would wait until its time is over.
package enum RepositoryFiles {
    private static let names = ["HEAD", "config", "packed-refs", "shallow", "objects/info/alternates"]

    /// - Throws: which of them is no file.
    package static func check(_ repository: String) throws {
        let directory = try GuardedDirectory.open(repository)
        for name in names {
            guard let status = directory.status(name), let words = directory.refusal(status) else { continue }
            throw Failure(
                .refused,
                "\(repository)/\(name) \(words), where git has a file",
                hint: "somebody has changed the repository on this machine: put the file back, or remove what is there, and push again"
            )
        }
    }
}
