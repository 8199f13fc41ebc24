import Model
import Testing

@testable import Planning

@Suite("The index of a tree's entries") struct EntryIndexTests {
    private static let names = ["a", "b", "a.b", "a-b", "é", "x.py", "test", "test_x.py", "src"]
    private static let patterns = [
        "a", "a/", "a/b", "/a", "a//b", "*.py", "*/*.py", "**/*.py", "src/*/**/*.py", "src/", "src/**", "**", "*", "**/test", "?", "[ab]",
        "*/a", "a*b", "**/a.b/**", "é", "*é", "src/*/", "",
    ]

    private static let entries = {
        var paths: Set<String> = []
        var number = 0
        for depth in 1...4 {
            for _ in 0..<150 {
                paths.insert(
                    (0..<depth).map { _ in
                        number = (number &* 1_103_515_245 &+ 12_345) & 0x7FFF_FFFF
                        return names[(number >> 8) % names.count]
                    }.joined(separator: "/")
                )
            }
        }
        return paths.map { SourceTree.Entry(path: $0, kind: .file, bytes: 1, object: $0) }
    }()

    @Test func `finds what a look at each entry finds`() {
        let index = EntryIndex(Self.entries)
        for pattern in Self.patterns {
            let glob = Glob(pattern)
            #expect(index.matching(glob) == index.entries.filter { glob.matches($0.path) }, "\(pattern)")
            #expect(index.covered(by: [glob]) == index.entries.filter { glob.covers($0.path) }, "\(pattern)")
        }
        let both = [Glob("src/"), Glob("*.py")]
        #expect(index.covered(by: both) == index.entries.filter { entry in both.contains { $0.covers(entry.path) } })
        #expect(Self.entries.allSatisfy { index.entry($0.path) == $0 } && index.entry("src/none") == nil)
    }

    /// What a folder covers is what a folder above a path matches.
    @Test func `covers as each folder of a path is matched`() {
        for pattern in Self.patterns where !pattern.contains("//") && !pattern.hasPrefix("/") {
            let glob = Glob(pattern)
            for entry in Self.entries {
                let names = entry.path.split(separator: "/")
                let above = (1...names.count).map { names.prefix($0).joined(separator: "/") }
                #expect(glob.covers(entry.path) == above.contains(where: glob.matches), "\(pattern) \(entry.path)")
            }
        }
    }
}
