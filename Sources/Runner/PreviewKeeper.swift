import Ledger
import Linux
import Model
import Operations
import Planning
import Synchronization

/// Takes previews away whose time is over, and those that have no branch: somebody died between the two.
final class PreviewKeeper: Sendable {
    private static let restMilliseconds: Int64 = 5_000
    /// Of those that were released, whose branches are asked for then.
    private static let roundMilliseconds: Int64 = 300_000

    private struct Known: Sendable {
        let row: AppRow
        let host: AppName
        /// Whose apps go one after the other: the owner of its app, or that app, which nobody owns.
        let owner: String
        /// nil: nothing of it was released, and it goes by its branch alone.
        let age: PreviewAge?
    }

    private let platform: Platform
    private let fleet: Fleet
    let services: any RunnerServices
    private let refTarget: @Sendable (AppName, RefName) throws -> CommitID?
    /// Of branches that were there, by app.
    private let marks = Mutex<[Int64: RefMark]>([:])
    /// Those that go, and what is known of them.
    private let leaving = Monitor<(turns: PreviewTurns, known: [Int64: Known])>((PreviewTurns(), [:]))

    /// - Parameter refTarget: asks the repository of an app.
    init(
        platform: Platform,
        fleet: Fleet,
        services: any RunnerServices,
        refTarget: @escaping @Sendable (AppName, RefName) throws -> CommitID?
    ) {
        self.platform = platform
        self.fleet = fleet
        self.services = services
        self.refTarget = refTarget
    }

    func start() {
        inBackground("previews") { [self] in
            var last = Moment.monotonicMilliseconds()
            var isFirst = true
            while !fleet.read(\.stopping) {
                let now = Moment.monotonicMilliseconds()
                let isRound = isFirst || now - last >= Self.roundMilliseconds
                Diagnostics.attempt("look after previews") { try begin(passed: isRound ? (now - last) / 1000 : nil) }
                if isRound { (last, isFirst) = (now, false) }
                fleet.rest(Self.restMilliseconds)
            }
        }
    }

    /// As `begin`, to the end of all that go.
    func look(passed: Int64?) throws {
        try begin(passed: passed)
        let _: Bool? = leaving.wait(until: .max / 2) { $0.turns.isIdle ? true : nil }
    }

    /// What they have to run before they go is waited for by threads of theirs.
    /// - Parameter passed: seconds that have passed since the last look at all of them; nil: one at those alone that were never released, whose
    ///   push somebody may have killed.
    private func begin(passed: Int64?) throws {
        let all = try passed.map { try grow(by: $0) } ?? platform.ledger.read { db in try db.allPreviews().map { try known($0, db) } }
        for preview in all where passed != nil || preview.age == nil {
            // What stands in one repository is no reason to leave the others'.
            Diagnostics.attempt("look after the preview \(preview.row.name)") {
                // While it is pushed for the first time, its app's lock says so.
                guard try preview.age == nil || reason(preview) != nil else { return }
                leaving.update { leaving in
                    leaving.turns.want(preview.row.id, of: preview.owner)
                    leaving.known[preview.row.id] = preview
                }
            }
        }
        endThoseNext()
    }

    private func endThoseNext() {
        let next = leaving.update { leaving in leaving.turns.begin().compactMap { leaving.known.removeValue(forKey: $0) } }
        for preview in next {
            inBackground("preview-end") { [self] in
                Diagnostics.attempt("look after the preview \(preview.row.name)") { try end(preview) }
                leaving.update { $0.turns.ended(preview.row.id) }
                if !fleet.read(\.stopping) { endThoseNext() }
            }
        }
    }

    /// All of them, older by what has passed.
    private func grow(by passed: Int64) throws -> [Known] {
        let all = try platform.ledger.read { db in try db.allPreviews().map { try known($0, db, passed: passed) } }
        marks.withLock { marks in marks = marks.filter { id, _ in all.contains { $0.row.id == id } } }
        guard all.contains(where: { $0.age != nil }) else { return all }
        try platform.ledger.write { db in
            // Gone meanwhile, it has no age.
            for preview in all {
                if let age = preview.age, try db.app(id: preview.row.id) != nil { try db.setPreviewAge(preview.row.id, age) }
            }
        }
        return all
    }

    private func known(_ row: AppRow, _ db: Transaction, passed: Int64 = 0) throws -> Known {
        let age = try db.lastPush(row.id).map { PreviewAge.next(try db.previewAge(row.id), push: $0.deploy, passed: passed) }
        let host = try db.host(of: row.name)
        return Known(row: row, host: host, owner: try db.app(host)?.owner.map { "person \($0)" } ?? "app \(host.text)", age: age)
    }

    private enum Reason { case age, refusedPush, noBranch }

    /// Why it goes; nil: it stays.
    private func reason(_ preview: Known) throws -> Reason? {
        guard let age = preview.age else {
            // Nothing was released of it, and nothing is on its way: its first push was refused. Its branch may have been there before that.
            if try platform.ledger.read({ try $0.unsettledDeploys(preview.row.id).isEmpty }) { return .refusedPush }
            return try isGone(preview) ? .noBranch : nil
        }
        if age.isOver(days: platform.configuration.preview.daysMax) { return .age }
        return try isGone(preview) ? .noBranch : nil
    }

    private func isGone(_ preview: Known) throws -> Bool {
        guard let ref = preview.row.preview?.ref else { return false }
        // Before git looks: what is done to it after that makes another.
        let mark = RefMark(ref, in: platform.root.repository(preview.host))
        if let mark, marks.withLock({ $0[preview.row.id] }) == mark { return false }
        guard try refTarget(preview.host, ref) != nil else { return true }
        marks.withLock { $0[preview.row.id] = mark }
        return false
    }

    /// As it is once nobody pushes.
    private func end(_ preview: Known) throws {
        let host = preview.host
        guard let lock = try FileLock.trying(for: platform.root.lock(host)) else { return }
        defer { withExtendedLifetime(lock) {} }
        guard let build = try FileLock.trying(for: platform.root.buildLock(preview.row.name)) else { return }
        defer { withExtendedLifetime(build) {} }
        guard try !ReceivePack.isAtWork(in: platform.root.repository(host)) else { return }
        let current = try platform.ledger.read { db in try db.app(id: preview.row.id).map { try known($0, db) } }
        guard let current, current.row == preview.row, let reason = try reason(current) else { return }
        let why =
            switch reason {
            case .age: "nobody has pushed to it for \(platform.configuration.preview.daysMax) days"
            case .refusedPush: "its first push was not taken"
            case .noBranch: "its branch is gone"
            }
        services.log(host, "The preview \(current.row.name) is destroyed: \(why)")
        guard reason == .age else {
            return _ = try AppRemoval(platform, services).run(current.row.name, withStorage: true, SilentClient())
        }
        try PreviewRemoval(platform, services).run(current.row, SilentClient())
    }
}
