import Glibc
import Linux
import Model

extension ObjectPipe {
    /// How far a checkout is.
    package struct Progress: Hashable, Sendable {
        package var files = 0
        package var bytes: Int64 = 0
        package var filesTotal: Int
    }

    /// Links are kept whole in memory; Linux makes none that are longer.
    private static let linkBytesMax: Int64 = 4095

    /// Writes entries of a tree below `directory`, which exists and is empty; some entries only make a projection.
    ///
    /// Files are 0644 or 0755, directories (`directory` itself included) 0755; all get `owner` and the time `seconds`
    /// (the commit's, so that the same commit makes the same files). Links are written as they are and followed by
    /// nobody; submodules are left out. `progress` is asked at every file and every few hundred kilobytes: false cancels.
    /// Names in `hidden` are to be seen no more where this is a layer over others. Nothing is synced, and no file is in memory as a whole.
    @discardableResult
    package func checkout(
        _ entries: [TreeEntry],
        hiding hidden: [[UInt8]] = [],
        into directory: String,
        owner: (uid: uid_t, gid: gid_t)?,
        seconds: Int64,
        progress: (Progress) -> Bool = { _ in true }
    ) throws(GitError) -> Progress {
        let folder = TreeWriter.Attributes(mode: 0o755, owner: owner, seconds: seconds)
        var writer = try system { () throws(SystemError) in try TreeWriter(into: directory, directories: folder) }
        let wanted = entries.filter { $0.kind != .submodule }
        var state = Progress(filesTotal: entries.count)
        var asked = 0
        for (index, entry) in wanted.enumerated() {
            guard progress(state) else { throw .cancelled }
            if asked - index < Self.ahead / 2, asked < wanted.count {
                let next = min(index + Self.ahead, wanted.count)
                try ask(contents: wanted[asked..<next].map(\.id))
                asked = next
            }
            let header = try header(of: entry.id)
            guard header.kind == .blob, header.bytes == entry.size else {
                throw .corrupt(path: entry.path, reason: "it is a \(header.kind.rawValue) of \(header.bytes) bytes, not \(entry.size)")
            }
            try write(entry, header, with: &writer, owner, seconds) { progress(state) }
            state.files += 1
            state.bytes += entry.size
        }
        for name in hidden { try system { () throws(SystemError) in try writer.whiteout(name, seconds: seconds) } }
        do throws(SystemError) { try writer.finish() } catch { throw .system(error) }
        guard progress(state) else { throw .cancelled }
        return state
    }

    private func write(
        _ entry: TreeEntry,
        _ header: Header,
        with writer: inout TreeWriter,
        _ owner: (uid: uid_t, gid: gid_t)?,
        _ seconds: Int64,
        _ goesOn: () -> Bool
    ) throws(GitError) {
        let mode: mode_t = entry.kind == .executable ? 0o755 : 0o644
        let attributes = TreeWriter.Attributes(mode: mode, owner: owner, seconds: seconds)
        if entry.kind == .symbolicLink {
            guard header.bytes <= Self.linkBytesMax else {
                throw .badLink(path: entry.path, why: "to a path of \(header.bytes) bytes; a path has at most \(Self.linkBytesMax)")
            }
            let target = try contents(header, limit: Self.linkBytesMax)
            guard !target.isEmpty, !target.contains(0) else {
                throw .badLink(path: entry.path, why: target.isEmpty ? "to nothing" : "to a path with a NUL byte")
            }
            return try system { () throws(SystemError) in try writer.symbolicLink(entry.path, to: target, attributes) }
        }
        let file = try system { () throws(SystemError) in try writer.file(entry.path) }
        try pass(header) { part throws(GitError) in
            guard goesOn() else { throw .cancelled }
            try system { () throws(SystemError) in try writeAll(part, to: file.number) }
        }
        try system { () throws(SystemError) in try writer.seal(file, entry.path, attributes) }
    }
}
