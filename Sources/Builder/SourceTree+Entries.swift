import Git
import Model
import Planning

extension SourceTree {
    /// The files that git lists, as decisions see them.
    init(_ entries: [TreeEntry], contents: @escaping (Entry) throws(Failure) -> [UInt8]) {
        let kinds: [TreeEntry.Kind: Kind] = [.file: .file, .executable: .executable, .symbolicLink: .symlink, .submodule: .submodule]
        let known = entries.map {
            Entry(path: EscapedPath.escape($0.path), kind: kinds[$0.kind] ?? .file, bytes: $0.size, object: $0.id)
        }
        self.init(known, read: contents)
    }
}
