import Glibc
import Linux
import Model
import Planning
import Testing
import YAML

/// The plans of the samples: what each would be built by, file by file. `RECORD=1` writes them anew.
@Suite("Plans of the samples") struct SamplePlanTests {
    private static let folder = "\(GoldenCase.repository)/samples"

    static func names() throws -> [String] { try Files.list(folder).filter { Files.isDirectory("\(folder)/\($0)") }.sorted() }

    private static func entries(_ sample: String) throws -> [SourceTree.Entry] {
        try files(in: "\(folder)/\(sample)", below: "").map { path in
            let bytes = try Files.read("\(folder)/\(sample)/\(path)")
            let isExecutable = access("\(folder)/\(sample)/\(path)", X_OK) == 0 && bytes.starts(with: Array("#!".utf8))
            return SourceTree.Entry(
                path: path,
                kind: isExecutable ? .executable : .file,
                bytes: Int64(bytes.count),
                object: Fixture.object(bytes)
            )
        }
    }

    private static func files(in directory: String, below prefix: String) throws -> [String] {
        try Files.list(directory).filter { $0 != "node_modules" }.sorted().flatMap { name in
            Files.isDirectory("\(directory)/\(name)")
                ? try files(in: "\(directory)/\(name)", below: "\(prefix)\(name)/") : ["\(prefix)\(name)"]
        }
    }

    private static func plan(_ sample: String, _ entries: [SourceTree.Entry]) throws -> BuildPlan {
        let tree = SourceTree(entries) { entry throws(Failure) in
            do { return try Files.read("\(folder)/\(sample)/\(entry.path)") } catch { throw Failure(.internal, "\(error)") }
        }
        let rengaFile = try tree.contents(RengaFile.fileName).map { try RengaFile.read($0) }
        return try Planner.plan(tree, rengaFile: rengaFile, settings: try Fixture.settings())
    }

    /// With all that a key depends on; of what its README completes first, why it is refused until then.
    private static func page(_ sample: String, _ entries: [SourceTree.Entry]) throws -> String {
        let lines: [String]
        do {
            let plan = try plan(sample, entries)
            let steps = plan.steps.flatMap { step in
                ["", "=== \(step.name)"] + step.inputs.map { "input \($0.path) \($0.object)" }
                    + step.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } + [step.script.trimmed]
            }
            lines = plan.page + steps
        } catch let failure as Failure {
            lines = Transcript.problem(failure)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test(arguments: try names()) func `are as recorded`(sample: String) throws {
        let page = try Self.page(sample, try Self.entries(sample))
        let path = "\(GoldenCase.repository)/Tests/Golden/plan/samples/\(sample).txt"
        if getenv("RECORD") != nil {
            try #require(getenv("CI") == nil, "RECORD is not for CI: it would agree with anything")
            try Files.replace(path, with: page)
        }
        #expect(page == (try Files.text(path)), "\(path) says otherwise; RECORD=1 writes it anew if the new text is right")
    }

    @Test func `are all there, and no other`() throws {
        let recorded = try Files.list("\(GoldenCase.repository)/Tests/Golden/plan/samples")
        #expect(recorded.sorted() == (try Self.names().map { "\($0).txt" }))
    }

    /// In whatever order files, buildpacks and settings come, and however often it is made.
    @Test(arguments: try names()) func `equal inputs make equal plans, byte for byte`(sample: String) throws {
        let entries = try Self.entries(sample)
        let first = try Self.page(sample, entries)
        let json = (try? Self.plan(sample, entries)).map { try? JSONCoder.encode($0) }
        for order in [Array(entries.reversed()), entries.shuffled(), entries] {
            #expect(try Self.page(sample, order) == first)
            #expect((try? Self.plan(sample, order)).map { try? JSONCoder.encode($0) } == json)
        }
    }
}
