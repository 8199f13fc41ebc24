import Ledger
import Linux
import Model
import Planning

/// Whether there is room for a push, asked before anything of it is written.
package struct DiskRoom {
    /// Of a push of which nothing is known yet.
    package static let bytesMin: Int64 = 16 << 20

    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    /// Where a push is let in: by what the app's newest slug takes, which is only an estimate. So it is refused where
    /// nothing may be written at all, and told by its own size later.
    package func checkPush(of app: AppName) throws {
        let space = try self.space()
        guard !platform.configuration.disk.isMet(by: space) else { return }
        let slug = try platform.ledger.read { db in
            try db.app(app)?.currentDeploy.flatMap { try db.deploy($0)?.slug }.flatMap { try db.slug($0)?.bytes }
        }
        throw try refusal("this push", max(Self.bytesMin, 2 * (slug ?? 0)), space, app)
    }

    /// - Parameter what: begins the sentence, such as `this push`.
    /// - Parameter isShared: it goes into the store of layers, wherever that is, and nowhere else.
    package func check(_ what: String, needs bytes: Int64, of app: AppName, isShared: Bool = false) throws {
        let space = try isShared ? Files.space(at: platform.layerDirectory) : self.space()
        let floor = platform.configuration.disk
        guard space.freeBytes - bytes < floor.bytes || !floor.isMet(by: space) else { return }
        throw try refusal(what, bytes, space, app)
    }

    /// Whether anything may be written at all.
    package func isMet() throws -> Bool { platform.configuration.disk.isMet(by: try space()) }

    private func space() throws -> DiskSpace { try Files.space(at: [platform.root.path, platform.layerDirectory]) }

    private func refusal(_ what: String, _ bytes: Int64, _ space: DiskSpace, _ app: AppName) throws -> Failure {
        let floor = platform.configuration.disk
        let files = DiskText.lacksFiles(space, floor) ? " (\(DiskText.left(space, floor)))" : ""
        return Failure(
            .limit,
            "the disk is nearly full: \(what) needs about \(Quantity.short(bytes: bytes)), \(Quantity.short(bytes: space.freeBytes)) is free, \(Quantity.short(bytes: floor.bytes)) must stay free\(files)",
            hint: ([try canGo(app)] + ["the floor is under `disk` in \(platform.root.configuration)"]).joined(separator: "\n")
        )
    }

    /// What would give most, a command a line. Whoever reads it may be let into this app and no other, and has ssh at most: a push says
    /// the commands with what stands before them there.
    private func canGo(_ name: AppName) throws -> String {
        let kept = try platform.ledger.read { db in
            try db.apps().map { app in (app.name, try db.slugs(of: app.id).map(\.bytes)) }
        }
        func words(_ slugs: [Int64], _ whose: String) -> String? {
            guard slugs.count > 1 else { return nil }
            return "\(Quantity.short(bytes: slugs.reduce(0, +))) in \(slugs.count) kept releases of \(whose) (build.releases_kept)"
        }
        let releases = [
            words(kept.filter { $0.0 == name }.flatMap(\.1), name.shown), words(kept.filter { $0.0 != name }.flatMap(\.1), "other apps"),
        ]
        return
            ([
                "what can go:", "`renga builds:cache:purge -a \(name)`: what its builds keep",
                "`renga store:gc`: what no release needs any more (for who owns the machine)",
            ] + releases.compactMap(\.self)).joined(separator: "\n")
    }
}
