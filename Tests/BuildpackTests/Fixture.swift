import Model
import Planning
import Testing
import YAML

/// The buildpacks and stacks that are shipped, over small trees.
enum Fixture {
    /// A content that begins so is a symbolic link's, and goes on with its target.
    static let link = "-> "

    static func tree(_ files: [String: String]) -> SourceTree {
        let bytes = files.mapValues { Array($0.hasPrefix(link) ? $0.utf8.dropFirst(link.utf8.count) : $0.utf8[...]) }
        let entries = bytes.map { path, content in
            SourceTree.Entry(
                path: path,
                kind: files[path]?.hasPrefix(link) == true ? .symlink : .file,
                bytes: Int64(content.count),
                object: object(content)
            )
        }
        return SourceTree(entries) { entry in bytes[entry.path] ?? [] }
    }

    /// Any function will do that gives other ids for other contents of a test.
    static func object(_ content: [UInt8]) -> String {
        String(content.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }, radix: 16)
    }

    static func settings() throws -> Planner.Settings {
        let shelf = try Shelf.buildpacks(in: "\(GoldenCase.repository)/buildpacks")
        return Planner.Settings(
            stacks: try Shelf.stacks(in: "\(GoldenCase.repository)/stacks"),
            defaultStack: "debian-13",
            buildpacks: shelf.all,
            order: shelf.order
        )
    }

    static func plan(_ files: [String: String], _ change: (inout Planner.Settings) -> Void = { _ in }) throws
        -> BuildPlan
    {
        var settings = try settings()
        change(&settings)
        let tree = tree(files)
        let rengaFile: RengaFile?
        do throws(SourceError) {
            rengaFile = try files[RengaFile.fileName].map { text throws(SourceError) in try RengaFile.read(Array(text.utf8)) }
        } catch {
            throw error.failure
        }
        return try Planner.plan(tree, rengaFile: rengaFile, settings: settings)
    }

    static func refusal(_ files: [String: String]) throws -> Failure {
        try #require(throws: Failure.self) { try plan(files) }
    }
}
