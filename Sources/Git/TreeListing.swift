import Model

/// The files of a tree as bytes: kind, object, size and path of each, with a NUL at its end.
package enum TreeListing {
    private static let letters: [TreeEntry.Kind: String] = [.file: "f", .executable: "x", .symbolicLink: "l", .submodule: "s"]

    package static func encode(_ entries: [TreeEntry]) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries { bytes += Array("\(letters[entry.kind] ?? "f") \(entry.id) \(entry.size) ".utf8) + entry.path + [0] }
        return bytes
    }

    /// Believes nothing: names and sizes go through the same checks as those of a tree that is read.
    package static func decode(_ bytes: ArraySlice<UInt8>, limits: TreeLimits) throws(GitError) -> [TreeEntry] {
        let kinds = Dictionary(uniqueKeysWithValues: letters.map { ($1, $0) })
        var list = TreeList(limits: limits)
        for line in bytes.split(separator: 0) {
            let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count == 4, let kind = kinds[String(decoding: parts[0], as: UTF8.self)],
                let id = CommitID(String(decoding: parts[1], as: UTF8.self)),
                let size = Int64(String(decoding: parts[2], as: UTF8.self)), size >= 0
            else { throw .corrupt(path: [], reason: "line \(list.entries.count) of the list of files cannot be read") }
            try list.add(TreeEntry(path: Array(parts[3]), kind: kind, id: id.text, size: size))
        }
        return list.entries
    }
}
