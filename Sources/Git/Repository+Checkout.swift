import CGit2
import Glibc
import Linux
import Model

extension Repository {
    /// How far a checkout is.
    package struct Progress: Hashable, Sendable {
        package var files = 0
        package var bytes: Int64 = 0
        package var filesTotal: Int
    }

    /// Writes entries of a tree below `directory`, which exists and is empty; some entries only make a projection.
    ///
    /// Files are 0644 or 0755, directories (`directory` itself included) 0755; all get `owner` and the time `seconds`
    /// (the commit's, so that the same commit makes the same files). Links are written as they are and followed by
    /// nobody; submodules are left out. `progress` is asked every few hundred files: false cancels. Nothing is synced.
    @discardableResult
    package func checkout(
        _ entries: [TreeEntry],
        into directory: String,
        owner: (uid: uid_t, gid: gid_t)?,
        seconds: Int64,
        progress: (Progress) -> Bool = { _ in true }
    ) throws(GitError) -> Progress {
        let folder = TreeWriter.Attributes(mode: 0o755, owner: owner, seconds: seconds)
        var writer = try system { () throws(SystemError) in try TreeWriter(into: directory, directories: folder) }
        var state = Progress(filesTotal: entries.count)
        for entry in entries {
            if state.files % 256 == 0, !progress(state) { throw .cancelled }
            try write(entry, with: &writer, owner: owner, seconds: seconds)
            state.files += 1
            state.bytes += entry.size
        }
        do throws(SystemError) { try writer.finish() } catch { throw .system(error) }
        guard progress(state) else { throw .cancelled }
        return state
    }

    private func write(
        _ entry: TreeEntry,
        with writer: inout TreeWriter,
        owner: (uid: uid_t, gid: gid_t)?,
        seconds: Int64
    ) throws(GitError) {
        let mode: mode_t = entry.kind == .executable ? 0o755 : 0o644
        let attributes = TreeWriter.Attributes(mode: mode, owner: owner, seconds: seconds)
        switch entry.kind {
        case .submodule: return
        case .symbolicLink:
            let target = try blob(entry.id, limit: entry.size)
            try system { () throws(SystemError) in try writer.symbolicLink(entry.path, to: target, attributes) }
        case .file, .executable:
            let file = try system { () throws(SystemError) in try writer.file(entry.path) }
            try withBlob(entry.id, limit: entry.size) { bytes throws(GitError) in
                try system { () throws(SystemError) in try writeAll(bytes, to: file.number) }
            }
            try system { () throws(SystemError) in try writer.seal(file, entry.path, attributes) }
        }
    }
}
