import Model
import Planning
import Testing

/// Each refusal that a shipped buildpack declares: a tree that meets it is told so, and once its advice is followed, it is planned.
@Suite("Advice of refusals") struct RefusalAdviceTests {
    static let trees =
        RefusedTree.ruby + RefusedTree.node + RefusedTree.python + RefusedTree.php + RefusedTree.jvm + RefusedTree.go + RefusedTree.pages

    private static func plan(_ files: [String: String]) throws -> BuildPlan {
        try Fixture.plan(files) { settings in
            settings.lists = Fixture.lists(["sbt": ["1.11.7"], "jdk": ["25.0.1", "21.0.5", "17.0.13", "11.0.25", "8.0.432"]])
        }
    }

    @Test(arguments: trees) func `works, in each of its ways`(tree: RefusedTree) throws {
        let failure = try #require(throws: Failure.self) { try Self.plan(tree.files) }
        #expect(failure.page.contains(tree.message), "\(failure.page)")
        for way in tree.ways { #expect(throws: Never.self, "\(way)") { try Self.plan(tree.followed(way)) } }
    }

    @Test func `is there for each, and followed here`() throws {
        let declared = try Fixture.settings().buildpacks.flatMap(\.refusals)
        #expect(!declared.isEmpty && declared.allSatisfy { $0.hint != nil })
        let named = Set(Self.trees.map(\.message))
        #expect(named == Set(declared.map(\.message)), "\(named.symmetricDifference(declared.map(\.message)))")
        #expect(Self.trees.allSatisfy { !$0.ways.isEmpty })
    }
}
