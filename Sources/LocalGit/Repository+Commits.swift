import CGit2
import Git
import Model

extension Repository {
    /// No message of a real commit comes near: 16 MiB.
    private static let commitBytesMax: Int64 = 16 << 20

    package func commit(_ id: CommitID) throws(GitError) -> CommitInfo {
        var name = try ObjectName.parse(id.text)
        let (kind, bytes) = try header(of: name)
        guard kind == GIT_OBJECT_COMMIT else { throw .notACommit(id: id.text, kind: Self.word(kind)) }
        guard bytes <= Self.commitBytesMax else {
            throw .objectTooLarge(id: id.text, bytes: bytes, limit: Self.commitBytesMax)
        }
        var found: OpaquePointer?
        try check(git_commit_lookup(&found, handle, &name), "read the commit \(id)")
        guard let commit = found else { throw .notFound("commit \(id)") }
        defer { git_commit_free(commit) }
        let author = git_commit_author(commit)?.pointee
        guard let tree = git_commit_tree_id(commit) else { throw .notFound("tree of the commit \(id)") }
        return CommitInfo(
            id: id,
            treeID: ObjectName.text(tree),
            subject: git_commit_summary(commit).map { String(cString: $0) } ?? "",
            authorName: author?.name.map { String(cString: $0) } ?? "",
            authorEmail: author?.email.map { String(cString: $0) } ?? "",
            seconds: git_commit_time(commit)
        )
    }

    /// What a ref points to, loose or packed, symbolic refs followed; nil where there is no such ref.
    ///
    /// The object may be a tag: see `commitID(peeling:)`.
    package func target(ofRef ref: RefName) throws(GitError) -> CommitID? {
        var id = git_oid()
        let status = git_reference_name_to_id(&id, handle, ref.text)
        if status == GIT_ENOTFOUND.rawValue { return nil }
        try check(status, "read the ref `\(ref)`")
        return try ObjectName.commit(&id)
    }

    /// The commit that an object is or that it, an annotated tag, leads to; nil where it leads to something else.
    package func commitID(peeling id: CommitID) throws(GitError) -> CommitID? {
        var name = try ObjectName.parse(id.text)
        let (kind, bytes) = try header(of: name)
        if kind == GIT_OBJECT_COMMIT { return id }
        guard kind == GIT_OBJECT_TAG else { return nil }
        guard bytes <= Self.commitBytesMax else {
            throw .objectTooLarge(id: id.text, bytes: bytes, limit: Self.commitBytesMax)
        }
        var found: OpaquePointer?
        try check(git_object_lookup(&found, handle, &name, GIT_OBJECT_TAG), "read the tag \(id)")
        guard let tag = found else { throw .notFound("tag \(id)") }
        defer { git_object_free(tag) }
        var peeled: OpaquePointer?
        let status = git_object_peel(&peeled, tag, GIT_OBJECT_COMMIT)
        if status == GIT_EPEEL.rawValue || status == GIT_EINVALIDSPEC.rawValue { return nil }
        try check(status, "follow the tag \(id)")
        guard let peeled else { throw .notFound("target of the tag \(id)") }
        defer { git_object_free(peeled) }
        guard let target = git_object_id(peeled) else { throw .notFound("target of the tag \(id)") }
        return try ObjectName.commit(target)
    }

    /// The commit that a revision means, such as `HEAD`, `main~2`, `v1.0` or `582fc95f`.
    package func resolve(revision: String) throws(GitError) -> CommitID {
        var found: OpaquePointer?
        let status = git_revparse_single(&found, handle, revision)
        if status == GIT_ENOTFOUND.rawValue { throw .notFound("revision `\(revision)`") }
        try check(status, "find the revision `\(revision)`")
        guard let object = found else { throw .notFound("revision `\(revision)`") }
        defer { git_object_free(object) }
        guard let name = git_object_id(object) else { throw .notFound("revision `\(revision)`") }
        guard let commit = try commitID(peeling: ObjectName.commit(name)) else {
            throw .notACommit(id: revision, kind: Self.word(git_object_type(object)))
        }
        return commit
    }

    static func word(_ kind: git_object_t) -> String {
        git_object_type2string(kind).map { String(cString: $0) } ?? "unknown object"
    }
}
