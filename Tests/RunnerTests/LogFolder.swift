import Glibc
import Linux
import Model

/// A directory of its own for one test.
final class LogFolder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/renga-logs-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        try Files.makeDirectory(path)
    }

    deinit {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(path)
    }

    func append(_ text: String, to name: String) throws {
        let file = try Descriptor.open("\(path)/\(name)", O_WRONLY | O_CREAT | O_APPEND)
        try file.write(all: Array(text.utf8))
    }
}

extension AppName {
    static func named(_ text: String) throws -> AppName {
        guard let name = AppName(text) else { throw Failure(.internal, "`\(text)` is not an app name") }
        return name
    }
}
