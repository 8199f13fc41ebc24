import Git
import Linux
import Model
import Testing

@testable import Builder

@Suite("Layers of files, release after release") struct SourceLayeringTests {
    private static func files(_ count: Int, _ id: Character = "a") -> [TreeEntry] {
        (0..<count).map { number in
            TreeEntry(path: Array("\(1000 + number)".utf8), kind: .file, id: String(repeating: id, count: 40), size: 1)
        }
    }

    private func ground(_ files: [TreeEntry], _ keys: [String] = ["base"]) -> SourceLayering.State {
        SourceLayering.State(keys: keys, weight: SourceChange.weight(files)) { files }
    }

    @Test func `a small change lies over what serves, a large one is a new whole`() throws {
        let old = Self.files(1000)
        var new = old
        new[7] = Self.files(1, "b")[0]
        let (change, over) = try #require(try SourceLayering().change(over: [ground(old)], to: new))
        #expect(change.written.count == 2 - 1 && over == ["base"])
        #expect(try SourceLayering().change(over: [ground(old)], to: Self.files(1000, "b")) == nil)
        #expect(try SourceLayering().change(over: [], to: new) == nil)
        // Where all is small a layer of its own is as cheap; many files weigh what they take, however short they are.
        #expect(try SourceLayering().change(over: [ground(Self.files(100))], to: Self.files(99)) == nil)
        #expect(try SourceLayering().change(over: [ground(Self.files(300))], to: Self.files(299)) != nil)
    }

    @Test func `what is not known any more is passed over, and no stack grows without end`() throws {
        let old = Self.files(1000)
        let unknown = SourceLayering.State(keys: ["lost", "base"], weight: 1 << 30) { nil }
        let deep = ground(old, (0..<6).map { "\($0)" })
        let found = try SourceLayering().change(over: [deep, unknown, ground(old)], to: Array(old.dropLast()))
        #expect(found?.over == ["base"])
    }

    /// The kernel's own overlays, and git's own objects.
    @Test func `show what one layer with all files would, whatever changed`() throws {
        let scratch = Scratch()
        let store = try LayeredCheckouts(scratch.path)
        for seed in 0..<5 as Range<UInt64> {
            var tree = RandomTree(seed: seed, contents: store.contents, links: store.links)
            tree.change(times: 60)
            for commit in 0..<14 {
                let deepest = try store.commit(tree.entries)
                #expect(try store.archive(deepest) == store.archive([store.whole(tree.entries)]), "seed \(seed), commit \(commit)")
                tree.change(times: [1, 3, 1, 12, 2][commit % 5])
            }
        }
        #expect(store.depthMax > 2)
    }
}
