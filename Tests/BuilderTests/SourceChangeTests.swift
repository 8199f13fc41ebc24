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

    private func hidden(_ change: SourceChange) -> [String] { change.hidden.map { String(decoding: $0, as: UTF8.self) } }

    @Test func `has new and different files, and hides those that are gone`() {
        let old = Self.tree(["same": ("b", 1), "other": ("b", 1), "gone": ("b", 1)])
        let new = Self.tree(["same": ("b", 1), "other": ("c", 1), "new/file": ("d", 1)])
        let change = SourceChange(from: old, to: new)
        #expect(change.written.map(\.description) == ["new/file", "other"])
        #expect(hidden(change) == ["gone"])
    }

    @Test func `hides a directory of which nothing is left as one, and no file that something stands in the place of`() {
        let old = Self.tree([
            "a/b/c": ("b", 1), "a/b/d": ("b", 1), "a/e": ("b", 1), "file": ("b", 1), "folder/x": ("b", 1), "z/x": ("b", 1),
        ])
        let new = Self.tree(["a/e": ("b", 1), "file/inside": ("c", 1), "folder": ("c", 1)])
        let change = SourceChange(from: old, to: new)
        #expect(change.written.map(\.description) == ["file/inside", "folder"])
        #expect(hidden(change) == ["a/b", "z"])
    }

    @Test func `an executable bit is a difference`() {
        let old = Self.tree(["run": ("b", 1)])
        let new = [TreeEntry(path: old[0].path, kind: .executable, id: old[0].id, size: 1)]
        #expect(SourceChange(from: old, to: new).written == new)
    }

    @Test func `a list out of git's order is put into it`() {
        let old = Self.tree(["a": ("b", 1), "b": ("b", 1), "c/d": ("b", 1)])
        let change = SourceChange(from: old, to: [old[2], old[0]])
        #expect(change.written.isEmpty && hidden(change) == ["b"])
    }

    /// What overlays make of layers, over many trees: names and folders alike.
    @Test func `makes the one tree of the other, whatever changed`() {
        let contents = "abc".map { RandomTree.Content(id: String(repeating: $0, count: 40), size: 1) }
        for seed in 0..<300 as Range<UInt64> {
            var tree = RandomTree(seed: seed, contents: contents, links: contents)
            tree.change(times: 30)
            for step in 1...5 {
                let old = tree.entries
                tree.change(times: step * step)
                let change = SourceChange(from: old, to: tree.entries)
                var seen = Overlay(old)
                for name in change.hidden { seen.hide(name) }
                for entry in change.written { seen.write(entry) }
                #expect(seen == Overlay(tree.entries), "seed \(seed), step \(step)")
                #expect(change.hidden.allSatisfy { name in old.contains { $0.path == name || $0.path.starts(with: name + [47]) } })
            }
        }
    }
}

/// The files and folders that an overlay shows.
private struct Overlay: Equatable {
    private var files: [[UInt8]: TreeEntry] = [:]
    private var folders: Set<[UInt8]> = []

    init(_ entries: [TreeEntry]) { for entry in entries where entry.kind != .submodule { write(entry) } }

    mutating func hide(_ name: [UInt8]) {
        files = files.filter { $0.key != name && !$0.key.starts(with: name + [47]) }
        folders = folders.filter { $0 != name && !$0.starts(with: name + [47]) }
    }

    mutating func write(_ entry: TreeEntry) {
        for index in entry.path.indices where entry.path[index] == 47 {
            let folder = Array(entry.path[..<index])
            files[folder] = nil
            folders.insert(folder)
        }
        hide(entry.path)
        files[entry.path] = entry
    }
}
