import Model

/// Files that git-lfs keeps elsewhere: what was pushed of them is a note of a few lines, by which nobody here finds them.
struct LargeFilePointers {
    private static let attributes = ".gitattributes"
    private static let mark = Array("version https://git-lfs.github.com/spec/v1\n".utf8)
    /// A pointer's own limit.
    private static let bytesMax: Int64 = 1_024
    private static let looksMax = 300
    private static let shownMax = 3

    let tree: SourceTree

    var warnings: [BuildPlan.Warning] {
        get throws(Failure) {
            guard try isInUse else { return [] }
            var found: [String] = []
            var looks = 0
            for entry in tree.entries where entry.bytes >= Self.mark.count && entry.bytes < Self.bytesMax {
                guard entry.kind == .file || entry.kind == .executable, looks < Self.looksMax else { continue }
                looks += 1
                if try tree.contents(entry.path)?.starts(with: Self.mark) == true { found.append(entry.path) }
            }
            guard !found.isEmpty else { return [] }
            return [
                .init(
                    message: "git-lfs pointers, whose files are not part of a push: \(found.shown(Self.shownMax))",
                    hint:
                        "bring them back into git with git lfs migrate export --include=\"\(found[0])\" and push with --force, or let a step of renga.yml "
                        + "fetch them"
                )
            ]
        }
    }

    /// Only where git is told of it: looking into every small file of every push would take a while.
    private var isInUse: Bool {
        get throws(Failure) {
            let attributes = tree.entries.lazy.filter { entry in
                entry.kind == .file && entry.path.utf8.suffix(Self.attributes.utf8.count).elementsEqual(Self.attributes.utf8)
            }
            for entry in attributes.prefix(Self.looksMax) {
                guard entry.bytes <= SourceTree.fileBytesMax, let bytes = try tree.contents(entry.path) else { continue }
                if String(decoding: bytes, as: UTF8.self).contains("filter=lfs") { return true }
            }
            return false
        }
    }
}
