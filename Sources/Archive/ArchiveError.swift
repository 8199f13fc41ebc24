import CArchive
import Linux
import Model

/// What can go wrong with an archive.
package enum ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    /// libarchive refused; `code` is its own (ARCHIVE_FATAL and so on).
    case library(operation: String, code: Int32, detail: String)
    /// The archive, or what was read of it, is over a limit: `what` says which.
    case tooLarge(what: String, limit: Int64)
    /// An entry that would leave the directory, or that is none of the kinds that we keep.
    case refused(path: [UInt8], reason: String)
    /// A file changed while it was archived.
    case changed(path: [UInt8])
    case cancelled
    case system(SystemError)

    package var description: String {
        switch self {
        case .library(let operation, _, let detail): "cannot \(operation): \(detail)"
        case .tooLarge(let what, let limit): "\(what) has more than \(limit) bytes"
        case .refused(let path, let reason): "the entry `\(PathText.shown(path))` is refused: \(reason)"
        case .changed(let path): "`\(PathText.shown(path))` changed while it was archived"
        case .cancelled: "cancelled"
        case .system(let error): error.description
        }
    }
}

/// The one place that reads libarchive's error: at once, before another call can replace it.
///
/// A warning (a detail of an entry that cannot be kept) is an error too when we write: what we wrote is then not
/// what we meant.
func check(_ status: Int32, _ archive: OpaquePointer, _ operation: @autoclosure () -> String) throws(ArchiveError) {
    guard status != ARCHIVE_OK else { return }
    throw failure(status, archive, operation())
}

func failure(_ status: Int32, _ archive: OpaquePointer, _ operation: String) -> ArchiveError {
    let detail = archive_error_string(archive).map { String(cString: $0) } ?? "libarchive error \(status)"
    return .library(operation: operation, code: status, detail: detail)
}

/// Runs system calls in the name of an operation on an archive.
func system<Result: ~Copyable>(_ body: () throws(SystemError) -> Result) throws(ArchiveError) -> Result {
    do throws(SystemError) { return try body() } catch { throw .system(error) }
}
