import Ledger
import Linux
import Model
import Planning

/// What an app's release that serves was built and runs with.
struct AppToolchains {
    private let context: Context
    /// By stack: lists of publishers are long, and read once.
    private var known: [String: [String: [String]]] = [:]

    init(_ context: Context) { self.context = context }

    mutating func list(_ name: AppName) throws -> [ToolchainSummary] {
        let (pins, manifest, history) = try context.ledger.read { db in
            let app = try db.existing(name)
            return (try db.pins(app.id), try AppBase.manifest(of: app, db), try db.toolchainHistory(app.id))
        }
        guard let manifest else { return [] }
        let versions = try offered(stack: manifest.stack)
        return manifest.versions.sorted { $0.key < $1.key }.map { toolchain, version in
            var summary = ToolchainSummary(toolchain: toolchain, version: version, isKept: pins[toolchain] == version)
            let first = history.prefix { $0.versions[toolchain] == version }.last
            summary.since = first?.release
            summary.sinceAt = first.map { Moment.text($0.createdAt) }
            summary.because = manifest.reasons?[toolchain]
            let news = VersionNews(version, among: versions[toolchain] ?? [])
            (summary.newer, summary.newest) = (news.ofLine, news.ofAll)
            return summary
        }
    }

    /// Whether a toolchain has newer releases of its own line here. Asked of every app at once, and so without their history.
    mutating func isBehind(_ app: AppRow) throws -> Bool {
        guard let manifest = try context.ledger.read({ try AppBase.manifest(of: app, $0) }) else { return false }
        let versions = try offered(stack: manifest.stack)
        return manifest.versions.contains { toolchain, version in VersionNews(version, among: versions[toolchain] ?? []).ofLine != nil }
    }

    private mutating func offered(stack: String) throws -> [String: [String]] {
        let versions = try known[stack] ?? context.runner.versions(stack: stack)
        known[stack] = versions
        return versions
    }
}
