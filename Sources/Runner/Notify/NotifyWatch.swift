import Ledger
import Linux
import Model
import Operations
import Planning

/// Looks at what is wrong, of all that people can be told of.
struct NotifyWatch {
    /// What is wrong, and what nobody can tell.
    struct Look {
        var present: [NotifyCause] = []
        var undecided: Set<NotifyKey> = []
    }

    /// Between two looks at certificates, whose times are hours and days.
    private static let certificatesMilliseconds: Int64 = 60_000
    /// It is said once a minute, while it is so.
    private static let memoryMilliseconds: Int64 = 90_000

    private let platform: Platform
    private let fleet: Fleet
    private let drains: DrainKeeper
    private let space: @Sendable () throws -> DiskSpace
    private var certificates: (causes: [NotifyCause], lookedAt: Int64)?

    init(platform: Platform, fleet: Fleet, drains: DrainKeeper, space: @escaping @Sendable () throws -> DiskSpace) {
        self.platform = platform
        self.fleet = fleet
        self.drains = drains
        self.space = space
    }

    /// - Parameter records: what goes on.
    mutating func look(_ records: [NotifyRecord]) throws -> Look {
        let (now, wall) = (Moment.monotonicMilliseconds(), Moment.wallMicroseconds())
        var look = Look()
        look.present = ofFleet(records.filter(\.stage.goesOn).map(\.cause), now: now, wall: wall)
        let ledger = LedgerCauses(platform)
        look.present += try ledger.pushes()
        let jobs = try ledger.cron()
        look.present += jobs.failed
        look.undecided = jobs.unknown
        look.present += try ofCertificates(ledger, now: now, wall: wall)
        look.present += ofDrains(wall: wall)
        disk(&look, wall: wall)
        // Some of it is remembered from when the app was called otherwise.
        look.present = fleet.read { state in
            look.present.map { NotifyCause(app: $0.app.map(state.called), $0.matter, since: $0.since) }
        }
        return look
    }

    private func ofFleet(_ known: [NotifyCause], now: Int64, wall: Int64) -> [NotifyCause] {
        let settings = platform.configuration
        return fleet.read { state in
            let loops = CrashLoops.causes(
                state.wanted.compactMap(\.current),
                state.histories,
                up: Set(state.dynos.values.filter { $0.phase == .up }.map(\.spec.slot)),
                known: known.filter { $0.matter.event == .crash },
                limit: settings.notify.crashes,
                now: now,
                wall: wall
            )
            let memory = state.memoryCauses.values.filter { now - $0.at < Self.memoryMilliseconds }.map(\.cause)
            let storage = state.fullStorage.map {
                NotifyCause(app: $0, .storage(limit: settings.dyno.storageBytesMax), since: wall)
            }
            return loops + memory + storage
        }
    }

    private mutating func ofCertificates(_ ledger: LedgerCauses, now: Int64, wall: Int64) throws -> [NotifyCause] {
        if let certificates, now - certificates.lookedAt < Self.certificatesMilliseconds { return certificates.causes }
        let causes = try ledger.certificates(now: wall / 1_000_000)
        certificates = (causes, now)
        return causes
    }

    private func ofDrains(wall: Int64) -> [NotifyCause] {
        drains.troubles.compactMap { drain in
            let since = Moment.seconds(drain.since) ?? wall / 1_000_000
            guard wall / 1_000_000 - since >= Int64(platform.configuration.notify.calmSeconds) else { return nil }
            return NotifyCause(
                app: drain.app,
                .drain(token: drain.token, url: drain.url.masked, trouble: drain.words),
                since: since * 1_000_000
            )
        }
    }

    private func disk(_ look: inout Look, wall: Int64) {
        let floor = platform.configuration.disk
        do {
            let left = try space()
            guard !floor.isMet(by: left) else { return }
            look.present.append(NotifyCause(app: nil, .disk(left: DiskText.left(left, floor), floor: floor.bytes), since: wall))
        } catch {
            // Who looks after the disk says so.
            look.undecided.insert(NotifyKey(app: nil, event: .disk, subject: ""))
        }
    }
}
