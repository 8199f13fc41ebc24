import Foundation
import Git
import Model
import Planning
import Testing

@testable import Builder

/// Root reads what an unprivileged process that looked at a stranger's files says.
@Suite("The answer of the process that plans") struct PlanAnswerTests {
    private static let id = String(repeating: "a", count: 40)

    private static let json = """
        {"stack":"debian-13","buildpacks":[{"id":"python","name":"Python","file":"buildpacks/python.yml","detected":[]}],"versions":[],
        "toolchains":[{"use":"run","source":{"packages":{"_0":["python3"]}}},{"use":"build","source":{"packages":{"_0":["gcc"]}}}],
        "environment":{"PATH":"/bin"},"secrets":{},"open":[],"submodules":[],"formation":{"web":1},
        "processes":[{"type":"web","command":"run","source":"procfile"}],"requiredConfig":[],"notes":[],"warnings":[],"ignored":[],
        "steps":[{"name":"pip","buildpack":"python","script":"true","inputs":[],"caches":["pip"],"network":false,"config":[],"environment":{"A":"b"},"own":[],
        "always":false}]}
        """

    private static func plan(_ change: (inout BuildPlan) -> Void = { _ in }) throws -> BuildPlan {
        var plan = try JSONDecoder().decode(BuildPlan.self, from: Data(json.utf8))
        change(&plan)
        return plan
    }

    private static func answer(_ plan: BuildPlan, _ paths: [String]) throws -> [UInt8] {
        let commit = PushedCommit(id: try #require(CommitID(id)), treeID: id, seconds: 1)
        let entries = paths.map { TreeEntry(path: Array($0.utf8), kind: .file, id: id, size: 3) }
        return try PlanAnswer.encode(.success(PlanAnswer(commit: commit, plan: plan, entries: entries)))
    }

    private static let limits = TreeLimits(entriesMax: 4, bytesMax: 100, fileBytesMax: 10)

    @Test func `comes out as it went in`() throws {
        let odd = TreeEntry(path: [0xFF, 10, 32, 0x41], kind: .symbolicLink, id: Self.id, size: 0)
        let commit = PushedCommit(id: try #require(CommitID(Self.id)), treeID: Self.id, seconds: -5)
        let entries = [TreeEntry(path: Array("a/b c".utf8), kind: .executable, id: Self.id, size: 9), odd]
        let bytes = try PlanAnswer.encode(.success(PlanAnswer(commit: commit, plan: Self.plan(), entries: entries)))
        let answer = try #require(try PlanAnswer(bytes, limits: Self.limits))
        #expect(try answer.commit == commit && answer.plan == Self.plan() && answer.entries == entries)
    }

    /// A child that is ended while it speaks must not pass for one whose commit has fewer files.
    @Test func `one that is cut short anywhere is none`() throws {
        let bytes = try Self.answer(Self.plan(), ["a", "b", "c"])
        for count in bytes.indices { #expect(try PlanAnswer(Array(bytes[..<count]), limits: Self.limits) == nil) }
        #expect(try PlanAnswer(bytes, limits: Self.limits)?.entries.count == 3)
    }

    @Test func `a refusal keeps its words`() throws {
        let failure = Failure(.refused, "no", hint: "so", detail: ["and so"])
        let bytes = try PlanAnswer.encode(.failure(failure))
        #expect(throws: failure) { try PlanAnswer(bytes, limits: Self.limits) }
    }

    @Test(arguments: [
        "../etc/passwd", "/etc/passwd", "a/../../b", "a//b", "", ".git/hooks/x", "a/.GIT/x", ".", "a/", "a/./b",
    ])
    func `a path that leads elsewhere is no file of a tree`(path: String) throws {
        let bytes = try Self.answer(Self.plan(), [path])
        // A line without a path is left out where lines are cut.
        #expect(throws: (any Error).self) { try PlanAnswer(bytes, limits: Self.limits) }
    }

    @Test(arguments: [["a", "a"], ["a", "b", "c", "d", "e"]])
    func `nor is one that is there twice, or beyond a limit`(paths: [String]) throws {
        let bytes = try Self.answer(Self.plan(), paths)
        #expect(throws: GitError.self) { try PlanAnswer(bytes, limits: Self.limits) }
    }

    @Test func `what reaches a path, an environment or apt is looked at once more`() throws {
        let lies: [(inout BuildPlan) -> Void] = [
            { $0.steps[0].caches = ["../../etc"] }, { $0.steps[0].caches = [".."] }, { $0.processes[0].type = "a/b" },
            { $0.environment["A=B"] = "x" }, { $0.steps[0].environment["X"] = "a\0b" },
            { $0.toolchains[1].source = .packages(["-oX=y"]) }, { $0.steps[0].processFile = "../processes" },
            { $0.steps[0].processFile = "/etc/passwd" }, { $0.buildpacks = [] }, { $0.buildpacks[0].id = "a/b" },
            { plan in plan.toolchains = Array(repeating: plan.toolchains[0], count: 1000) },
            { $0.formation = ["web": -1] }, { $0.processes[0].command = "a\0b" },
            { plan in plan.steps = Array(repeating: plan.steps[0], count: 1000) },
        ]
        for lie in lies {
            let bytes = try Self.answer(Self.plan(lie), ["a"])
            #expect(throws: Failure.self) { try PlanAnswer(bytes, limits: Self.limits) }
        }
    }

    @Test(arguments: ["", "\n", "{}\n", "{\"plan\":1}\n", "[[[[\n", "{\"commit\":{\"id\":\"x\"}}\n"])
    func `bytes that are no answer are an error`(text: String) {
        #expect(throws: Failure.self) { try PlanAnswer(PlanAnswer.whole(Array(text.utf8)), limits: Self.limits) }
    }
}
