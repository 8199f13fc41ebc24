import CGit2
import Git
import Model

extension Repository {
    /// The bytes of a file; one over `limit` bytes is an error, never a shortened answer.
    package func blob(_ id: String, limit: Int64) throws(GitError) -> [UInt8] {
        try withBlob(id, limit: limit) { bytes throws(GitError) in Array(bytes) }
    }

    /// Lends the bytes of a file without copying them.
    func withBlob<Result>(
        _ id: String,
        limit: Int64,
        _ body: (UnsafeRawBufferPointer) throws(GitError) -> Result
    ) throws(GitError) -> Result {
        var name = try ObjectName.parse(id)
        let (kind, bytes) = try header(of: name)
        guard kind == GIT_OBJECT_BLOB else {
            throw .library(operation: "read the file \(id)", code: -1, detail: "it is a \(Self.word(kind))")
        }
        guard bytes <= limit else { throw .objectTooLarge(id: id, bytes: bytes, limit: limit) }
        var found: OpaquePointer?
        try check(git_odb_read(&found, objects, &name), "read the file \(id)")
        guard let object = found else { throw .notFound("object \(id)") }
        defer { git_odb_object_free(object) }
        return try body(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
    }
}
