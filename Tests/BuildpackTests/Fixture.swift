import Model
import Planning
import Testing
import YAML

/// The buildpacks, stacks and toolchains that are shipped, over small trees.
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

    static func settings() throws -> Planner.Settings { try shipped.get() }

    /// Read once for all tests: a plan changes nothing of it.
    private static let shipped = Result { try read() }

    private static func read() throws -> Planner.Settings {
        let shelf = try Shelf.buildpacks(in: "\(GoldenCase.repository)/buildpacks")
        var settings = Planner.Settings(
            stacks: try Shelf.stacks(in: "\(GoldenCase.repository)/stacks"),
            defaultStack: "debian-13",
            buildpacks: shelf.all,
            order: shelf.order
        )
        settings.toolchains = try Shelf.toolchains(in: "\(GoldenCase.repository)/toolchains")
        settings.architecture = "amd64"
        return settings
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

    /// What a toolchain's publishers offer, in the order of its file.
    static func archives(of name: String) throws -> [Toolchain.Archive] {
        try settings().toolchains.first { $0.name == name }?.archives ?? []
    }

    /// Lists of toolchains' first archives; a `+` at the end of a version: it is meant for everybody. None where it is empty.
    static func lists(_ versions: [String: [String]]) -> [String: [UInt8]] {
        var lists: [String: [UInt8]] = [:]
        for (name, versions) in versions where !versions.isEmpty {
            guard let archive = try? archives(of: name).first, let file = VersionList.name(of: name, archive) else { continue }
            let entries = versions.map { text in
                var entry = VersionList.Entry(version: text.hasSuffix("+") ? String(text.dropLast()) : text)
                entry.isPreferred = text.hasSuffix("+")
                entry.url = "https://example.com/\(entry.version).tar.gz"
                entry.sum = String(repeating: "ab", count: 32)
                return entry
            }
            lists[file] = Array(VersionList(seenAt: 1_800_000_000, entries: entries).text.utf8)
        }
        return lists
    }
}

extension Failure {
    /// As it is read: with others that stand in the way, it is one of a list.
    var page: String { ([message] + detail + [hint ?? ""]).joined(separator: "\n") }
}
