import Linux
import Model

/// What can go wrong between a repository and a checkout.
package enum GitError: Error, Hashable, Sendable, CustomStringConvertible {
    /// libgit2 refused; `code` is its own (GIT_ENOTFOUND and so on).
    case library(operation: String, code: Int32, detail: String)
    case notFound(String)
    /// The object is there but is, or leads to, something else.
    case notACommit(id: String, kind: String)
    case fileTooLarge(path: [UInt8], bytes: Int64, limit: Int64)
    case checkoutTooLarge(bytes: Int64, limit: Int64)
    case tooManyFiles(limit: Int)
    case tooDeep(path: [UInt8], limit: Int)
    case objectTooLarge(id: String, bytes: Int64, limit: Int64)
    /// A symbolic link that no file system holds.
    case badLink(path: [UInt8], why: String)
    case badName(path: [UInt8], reason: String)
    case corrupt(path: [UInt8], reason: String)
    case cancelled
    case system(SystemError)

    package var description: String {
        switch self {
        case .library(let operation, _, let detail): "cannot \(operation): \(detail)"
        case .notFound(let what): "there is no \(what)"
        case .notACommit(let id, let kind): "`\(id)` is a \(kind), not a commit"
        case .fileTooLarge(let path, let bytes, let limit):
            "the file `\(PathText.shown(path))` has \(bytes) bytes; the limit is \(limit)"
        case .checkoutTooLarge(let bytes, let limit): "the checkout has more than \(bytes) bytes; the limit is \(limit)"
        case .tooManyFiles(let limit): "the checkout has more than \(limit) files and directories"
        case .tooDeep(let path, let limit): "the directory `\(PathText.shown(path))` is more than \(limit) levels deep"
        case .badLink(let path, let why): "`\(PathText.shown(path))` is a symbolic link \(why)"
        case .objectTooLarge(let id, let bytes, let limit): "the object \(id) has \(bytes) bytes; the limit is \(limit)"
        case .badName(let path, let reason): "the name `\(PathText.shown(path))` cannot be checked out: \(reason)"
        case .corrupt(let path, let reason): "`\(PathText.shown(path))` is damaged: \(reason)"
        case .cancelled: "cancelled"
        case .system(let error): error.description
        }
    }
}

/// Runs system calls in the name of a git operation.
package func system<Result: ~Copyable>(_ body: () throws(SystemError) -> Result) throws(GitError) -> Result {
    do throws(SystemError) { return try body() } catch { throw .system(error) }
}
