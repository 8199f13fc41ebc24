import Glibc
import Linux
import Model
import Operations
import Planning
import Sandbox
import Synchronization

/// Holds apps to what their folders that stay may take. Such a folder is not emptied, nor its app ended: above the limit dynos have it
/// to read alone, and one-off dynos to make room.
final class StorageGuard: Sendable {
    private let root: InstallationRoot
    private let fleet: Fleet
    private let engine: any DynoEngine
    private let logs: AppLogs
    private let bytesMax: Int64
    /// What is kept of apps that were destroyed, by its name: nobody writes there any more.
    private let kept = Mutex<[String: FolderSize]>([:])

    init(root: InstallationRoot, fleet: Fleet, engine: any DynoEngine, logs: AppLogs, limits: Configuration.DynoLimits) {
        self.root = root
        self.fleet = fleet
        self.engine = engine
        self.logs = logs
        bytesMax = limits.storageBytesMax
    }

    func start() {
        inBackground("storage") { [self] in
            CurrentThread.yieldToOthers()
            var before: [AppName: Int64] = [:]
            while !fleet.read(\.stopping) {
                let (began, computed) = (Moment.monotonicMilliseconds(), CurrentThread.computedMilliseconds())
                Diagnostics.attempt("look at folders that stay") { before = try look(before) }
                Diagnostics.attempt("look at what is kept of apps that were destroyed") { try lookAtKept() }
                let took = Moment.monotonicMilliseconds() - began
                fleet.rest(StoragePace.rest(after: took, computed: CurrentThread.computedMilliseconds() - computed))
            }
        }
    }

    /// - Parameter before: what apps above the limit took at the look before.
    /// - Returns: what they take now; `uncounted` for more files than are counted.
    func look(_ before: [AppName: Int64]) throws -> [AppName: Int64] {
        var full: [AppName: Int64] = [:]
        var known: [AppName: [String: FolderSize]] = [:]
        let apps = try Files.list(root.storage).compactMap(AppName.init)
        for app in apps {
            let storage = AppStorage(root, app)
            let (reading, sizes) = try storage.readings(filesMax: AppStorage.filesMax)
            known[app] = sizes
            let isFull = fleet.read { $0.fullStorage.contains(app) }
            // By files alone: what a look costs, and how much lies above the limit is to be known exactly.
            switch reading {
            // Back a little below it: one that hovers there would have its dynos replaced at every look.
            case .within(let amount): if amount.bytes > (isFull ? bytesMax / 20 * 19 : bytesMax) { full[app] = amount.bytes }
            case .over: full[app] = Self.uncounted
            // Nobody is accused without having been measured.
            case .unknown: if let last = before[app] { full[app] = last }
            }
            if (full[app] != nil) != isFull { turn(app, full[app]) }
            if let now = full[app], let last = before[app], now > last { stopOneOffs(app) }
        }
        fleet.update { state in
            // An app of the same name has done nothing.
            state.fullStorage.formIntersection(apps)
            state.storage = known
        }
        return full
    }

    /// Each is counted once.
    func lookAtKept() throws {
        let names = try AppBelongings.keptNames(root)
        var sizes = kept.withLock { $0 }.filter { names.contains($0.key) }
        for name in names where sizes[name] == nil && !fleet.read(\.stopping) {
            sizes[name] = FolderSize(DiskUsage.measure(["\(root.storage)/\(name)"], limits: DiskLimits(files: AppStorage.filesMax)))
        }
        kept.withLock { $0 = sizes }
        let total = FolderSize(bytes: sizes.values.map(\.bytes).reduce(0, +), isMore: sizes.values.contains(where: \.isMore))
        fleet.update { $0.keptStorage = names.isEmpty ? nil : KeptStorage(folders: names.count, size: total) }
    }

    static let uncounted = Int64.max

    /// Others take the places of its dynos, which have the folders as is right now.
    private func turn(_ app: AppName, _ bytes: Int64?) {
        let limit = Quantity.short(bytes: bytesMax)
        let taken = bytes.map { bytes in
            bytes == Self.uncounted
                ? "have over \(AppStorage.filesMax) files, or folders too deep in each other"
                : "take \(Quantity.short(bytes: bytes)) of \(limit) (dyno.storage_bytes_max)"
        }
        let called = fleet.read { $0.called(app) }
        logs.api(
            app,
            taken.map {
                "Storage quota exceeded: its folders \($0); "
                    + "dynos have them to read alone until a one-off dyno has made room: renga run bash -a \(called)"
            } ?? "Its folders take less than \(limit) again: dynos may write there"
        )
        let now = Moment.monotonicMilliseconds()
        fleet.update { state in
            if bytes == nil { state.fullStorage.remove(app) } else { state.fullStorage.insert(app) }
            for dyno in state.dynos.values where dyno.spec.slot.app == app && dyno.spec.slot.kind == .formation {
                guard dyno.phase == .up || dyno.phase == .starting else { continue }
                state.retire(dyno.spec.id, now: now)
            }
        }
        fleet.wake()
    }

    private func stopOneOffs(_ app: AppName) {
        let specs = fleet.read { state in
            state.dynos.values.map(\.spec).filter { $0.slot.app == app && $0.slot.kind == .oneOff }
        }
        for spec in specs {
            logs.system(spec, "Storage quota exceeded, and growing: stopping process with SIGKILL")
            Diagnostics.attempt("kill \(spec.id)") { try engine.signal(spec.id, SIGKILL) }
        }
    }
}
