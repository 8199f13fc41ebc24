import CGit2
import Git
import Model

/// Object names between libgit2's twenty bytes and our forty digits.
enum ObjectName {
    static func parse(_ text: String) throws(GitError) -> git_oid {
        // libgit2 reads the first forty digits of anything: a longer name would be taken for another object.
        guard text.utf8.count == 40 else {
            throw .library(
                operation: "read the object name `\(text)`",
                code: -1,
                detail: "it has not 40 digits (SHA-1)"
            )
        }
        var id = git_oid()
        try check(git_oid_fromstr(&id, text), "read the object name `\(text)`")
        return id
    }

    static func text(_ id: UnsafePointer<git_oid>) -> String {
        var digits = [CChar](repeating: 0, count: 40)
        // Cannot fail: it writes exactly forty digits.
        _ = git_oid_fmt(&digits, id)
        return String(decoding: digits.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func commit(_ id: UnsafePointer<git_oid>) throws(GitError) -> CommitID {
        guard let commit = CommitID(text(id)) else {
            throw .library(operation: "read an object name", code: -1, detail: "libgit2 wrote `\(text(id))`")
        }
        return commit
    }
}
