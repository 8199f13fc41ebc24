import Model
import Planning
import Testing

@Suite("What stands in the way of a push") struct PushObstacleTests {
    private static let zero = String(repeating: "0", count: 40)
    private static func id(_ digit: Int) -> String { String(repeating: "\(digit)", count: 40) }

    private func update(_ ref: String, from old: String = zero, to new: String = id(2)) throws -> RefUpdate {
        try #require(RefUpdate(line: "\(old) \(new) \(ref)"))
    }

    private func repository(_ refs: [String: String] = [:], kinds: [String: String] = [:]) throws -> PushObstacle.Repository {
        var repository = PushObstacle.Repository()
        for (ref, id) in refs { repository.refs[try #require(RefName(ref))] = CommitID(id) }
        for (id, kind) in kinds { repository.kinds[try #require(CommitID(id))] = kind }
        return repository
    }

    private func find(_ updates: [RefUpdate], _ repository: PushObstacle.Repository) -> Failure? {
        PushObstacle.find(in: updates, repository) { _ in ("v;1", false) }
    }

    @Test func `nothing, where all is as git wants it`() throws {
        let there = try repository(["refs/heads/main": Self.id(1), "refs/heads/a": Self.id(1)], kinds: [Self.id(2): "commit"])
        let updates = [
            try update("refs/heads/main", from: Self.id(1)), try update("refs/heads/a", from: Self.id(1), to: Self.zero),
            try update("refs/heads/a/b"), try update("refs/tags/v1", to: Self.id(3)), try update("refs/heads/maintenance"),
        ]
        #expect(find(updates, there) == nil)
        // What is refused one by one stands in nobody's way.
        let note = try update("refs/notes/x", from: Self.id(5))
        #expect(find([note], there) == nil)
    }

    @Test(arguments: [
        ("refs/heads/main/x", [:]), ("refs/heads/master/x/y", [:]), ("refs/heads/a/b", ["refs/heads/a": id(1)]),
        ("refs/heads/a", ["refs/heads/a/b": id(1)]),
    ])
    func `a name that would be a folder as well`(_ ref: String, _ refs: [String: String]) throws {
        let failure = find([try update(ref)], try repository(refs))
        #expect(failure?.message.contains("a name of a ref cannot be a folder") ?? false)
    }

    @Test func `an annotated tag, with its commit as a word of a shell`() throws {
        let failure = find([try update("refs/heads/main")], try repository(kinds: [Self.id(2): "tag"]))
        #expect(failure?.hint == "push the commit: git push heroku '+v;1^{}:refs/heads/main'")
        let stored = find([try update("refs/tags/v1")], try repository(kinds: [Self.id(2): "tag"]))
        #expect(stored == nil)
    }

    @Test func `an old value that is not true`() throws {
        let there = try repository(["refs/heads/main": Self.id(4)])
        for old in [Self.zero, Self.id(1)] {
            let failure = find([try update("refs/heads/main", from: old)], there)
            #expect(failure?.message.contains("has moved") ?? false)
        }
        let gone = try update("refs/heads/new", from: Self.id(1))
        #expect(find([gone], there) != nil)
    }

    @Test func `objects that are missing, with another way where the repository is shallow`() throws {
        var there = try repository()
        there.isWhole = false
        let push = [try update("refs/heads/main")]
        #expect(find(push, there)?.hint?.contains("git fsck") ?? false)
        there.isShallow = true
        there.url = "git@host:a b.git"
        #expect(find(push, there)?.hint?.contains("push --force 'git@host:a b.git' HEAD") ?? false)
    }
}
