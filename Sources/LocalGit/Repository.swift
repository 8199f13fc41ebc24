import CGit2
import Git
import Model

/// A git repository, open for reading.
///
/// Objects are checked against their names as they are read.
package struct Repository: ~Copyable {
    let handle: OpaquePointer
    let objects: OpaquePointer

    /// Opens the bare repository at `path`, whoever owns it; git's environment variables do not count.
    ///
    /// In pre-receive the pushed objects lie in a directory of their own: `quarantine` is git's GIT_QUARANTINE_PATH.
    package init(at path: String, quarantine: String? = nil) throws(GitError) {
        let flags = GIT_REPOSITORY_OPEN_BARE.rawValue | GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue
        try self.init(path, flags: flags, quarantine: quarantine)
    }

    /// Opens the repository that the directory `path` is in, bare or not, as git would from there.
    package init(containing path: String) throws(GitError) {
        try self.init(path, flags: 0, quarantine: nil)
    }

    private init(_ path: String, flags: UInt32, quarantine: String?) throws(GitError) {
        (handle, objects) = try Self.open(path, flags: flags, quarantine: quarantine)
    }

    deinit {
        git_odb_free(objects)
        git_repository_free(handle)
    }

    private static func open(_ path: String, flags: UInt32, quarantine: String?)
        throws(GitError) -> (repository: OpaquePointer, objects: OpaquePointer)
    {
        try GitLibrary.start()
        var opened: OpaquePointer?
        try check(git_repository_open_ext(&opened, path, flags, nil), "open the repository `\(path)`")
        guard let opened else { throw .notFound("repository at `\(path)`") }
        do throws(GitError) {
            return (opened, try objects(of: opened, quarantine: quarantine))
        } catch {
            git_repository_free(opened)
            throw error
        }
    }

    private static func objects(of repository: OpaquePointer, quarantine: String?) throws(GitError) -> OpaquePointer {
        var objects: OpaquePointer?
        try check(git_repository_odb(&objects, repository), "open the objects of a repository")
        guard let objects else { throw .notFound("object database") }
        guard let quarantine else { return objects }
        do throws(GitError) {
            try check(git_odb_add_disk_alternate(objects, quarantine), "open the quarantine `\(quarantine)`")
        } catch {
            git_odb_free(objects)
            throw error
        }
        return objects
    }

    /// Kind and size of an object, by its header alone.
    func header(of id: git_oid) throws(GitError) -> (kind: git_object_t, bytes: Int64) {
        var id = id
        var bytes = 0
        var kind = GIT_OBJECT_INVALID
        let status = git_odb_read_header(&bytes, &kind, objects, &id)
        if status == GIT_ENOTFOUND.rawValue { throw .notFound("object \(ObjectName.text(&id))") }
        try check(status, "read the header of \(ObjectName.text(&id))")
        return (kind, Int64(bytes))
    }
}
