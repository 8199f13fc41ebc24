import Git
import Model
import Testing

@testable import Builder

@Suite("A layer with what is different") struct SourceChangeTests {
    private static func tree(_ files: [String: (id: Character, size: Int64)]) -> [TreeEntry] {
        files.sorted { $0.key < $1.key }.map { path, file in
            TreeEntry(path: Array(path.utf8), kind: .file, id: String(repeating: file.id, count: 40), size: file.size)
        }
    }

    private static let large = ("a" as Character, Int64(8 << 20))

    private func hidden(_ change: SourceChange?) -> [String]? { change?.hidden.map { String(decoding: $0, as: UTF8.self) } }

    @Test func `has new and different files, and hides those that are gone`() throws {
        let old = Self.tree(["big": Self.large, "same": ("b", 1), "other": ("b", 1), "gone": ("b", 1)])
        let new = Self.tree(["big": Self.large, "same": ("b", 1), "other": ("c", 1), "new/file": ("d", 1)])
        let change = SourceChange(from: old, to: new)
        #expect(change?.written.map(\.description) == ["new/file", "other"])
        #expect(hidden(change) == ["gone"])
    }

    @Test func `hides a directory of which nothing is left as one, and no file that something stands in the place of`() throws {
        let old = Self.tree([
            "big": Self.large, "a/b/c": ("b", 1), "a/b/d": ("b", 1), "a/e": ("b", 1), "file": ("b", 1), "folder/x": ("b", 1),
            "z/x": ("b", 1),
        ])
        let new = Self.tree(["big": Self.large, "a/e": ("b", 1), "file/inside": ("c", 1), "folder": ("c", 1)])
        let change = SourceChange(from: old, to: new)
        #expect(change?.written.map(\.description) == ["file/inside", "folder"])
        #expect(hidden(change) == ["a/b", "z"])
    }

    @Test func `an executable bit is a difference`() throws {
        let old = Self.tree(["big": Self.large, "run": ("b", 1)])
        var new = old
        new[1] = TreeEntry(path: old[1].path, kind: .executable, id: old[1].id, size: 1)
        #expect(SourceChange(from: old, to: new)?.written == [new[1]])
    }

    @Test func `is not made where it would be as large, or where all is small`() {
        #expect(SourceChange(from: Self.tree(["a": ("a", 10)]), to: Self.tree(["a": ("b", 10)])) == nil)
        let changed = Self.tree(["big": ("z", 8 << 20)])
        #expect(SourceChange(from: Self.tree(["big": Self.large]), to: changed) == nil)
        #expect(SourceChange(from: [], to: changed) == nil)
    }
}
