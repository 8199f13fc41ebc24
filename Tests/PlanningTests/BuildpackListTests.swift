import Model
import Planning
import Testing

/// The rules and the words of Heroku's CLI.
@Suite("The list of an app's buildpacks") struct BuildpackListTests {
    private func list(_ names: [String]) throws(Failure) -> [BuildpackReference] {
        try names.map { name throws(Failure) in try BuildpackReference(name) }
    }

    private func changed(_ names: [String], _ change: BuildpackChange) throws -> [String] {
        let app = try #require(AppName("shop"))
        return try BuildpackList.changed(try list(names), change, of: app).map(\.text)
    }

    private func refusal(_ names: [String], _ change: BuildpackChange) throws -> String {
        try #require(throws: Failure.self) { try changed(names, change) }.message
    }

    private let node: BuildpackReference

    init() throws { node = try BuildpackReference("heroku/nodejs") }

    @Test func `grows at its end, or at a place`() throws {
        #expect(try changed([], .add(node, index: nil)) == ["heroku/nodejs"])
        #expect(try changed(["a", "b"], .add(node, index: nil)) == ["a", "b", "heroku/nodejs"])
        #expect(try changed(["a", "b"], .add(node, index: 1)) == ["heroku/nodejs", "a", "b"])
        #expect(try changed(["a", "b"], .add(node, index: 9)) == ["a", "b", "heroku/nodejs"])
        #expect(try refusal(["nodejs"], .add(node, index: nil)) == "The buildpack heroku/nodejs is already set on your app.")
        #expect(try refusal([], .add(node, index: 0)) == "Invalid index. Must be greater than 0.")
        #expect(try refusal((0..<10).map { "b\($0)" }, .add(node, index: nil)).contains("at most 10"))
    }

    @Test func `has one in place of its first, or of the one at a place`() throws {
        #expect(try changed([], .set(node, index: nil)) == ["heroku/nodejs"])
        #expect(try changed(["a", "b"], .set(node, index: nil)) == ["heroku/nodejs", "b"])
        #expect(try changed(["a", "b"], .set(node, index: 2)) == ["a", "heroku/nodejs"])
        #expect(try changed(["a"], .set(node, index: 5)) == ["a", "heroku/nodejs"])
        #expect(try refusal(["a", "heroku/nodejs"], .set(node, index: 1)) == "The buildpack heroku/nodejs is already set on your app.")
    }

    @Test func `shrinks by a name or a place, and says where it cannot`() throws {
        #expect(try changed(["a", "nodejs"], .remove(node)) == ["a"])
        #expect(try changed(["a", "b"], .removeAt(2)) == ["a"])
        #expect(try changed(["a", "b"], .clear) == [])
        #expect(try refusal(["a"], .remove(node)) == "Buildpack not found. Nothing was removed.")
        #expect(try refusal(["a"], .removeAt(2)) == "Invalid index. Only valid value is 1.")
        #expect(try refusal(["a", "b"], .removeAt(3)) == "Invalid index. Please choose a value between 1 and 2")
        let none = "No buildpacks were found. Next release on shop will detect buildpack normally."
        #expect(try refusal([], .remove(node)) == none && refusal([], .removeAt(1)) == none)
    }
}
