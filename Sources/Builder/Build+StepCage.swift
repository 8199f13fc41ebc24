import Git
import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox

/// Runs one step: an unprivileged user in a throw-away root in which only what the step named is there. What it changed
/// under `/app` is its result.
extension Build {
    func run(
        _ step: PlannedStep,
        layer: String,
        _ pushed: PushedTree,
        _ plan: BuildPlan,
        over layers: BuiltLayers,
        _ objects: PushedObjects
    ) throws {
        try prepare(step, over: layers)
        // Beside all that it takes to make the cage.
        let lease = step.network ? try networks.take() : nil
        defer { if let lease { networks.keep(lease) } }
        let began = Moment.monotonicMilliseconds()
        let store = workshop.store
        let below = layers.steps.reversed().map(\.key)
        let record = LayerRecord(kind: .step, title: step.name, over: below, owner: workshop.root.path)
        let limits = workshop.configuration.build.result
        do {
            let isCancelled = { isStopped }
            try store.create(layer, record, durable: false, limits: limits, isCancelled: isCancelled) { directory in
                var lowers = below.map(store.path)
                if step.seesWholeTree {
                    lowers += layers.source.map(store.path)
                } else {
                    if !Set(step.inputs.map(\.path)).isDisjoint(with: plan.submodules.map(\.path)) {
                        lowers += layers.submodules.map(store.path)
                    }
                    try project(step, pushed, into: directory + "/inputs", objects)
                    lowers.append(directory + "/inputs")
                }
                lowers += ([layers.prepared(for: step)].compactMap(\.self) + layers.base).map(store.path)
                let exports = try Self.write(layers.results.map(\.exportOfApp), in: directory)
                let upper = try execute(step, in: directory + "/cage", lowers: lowers, exports, lease)
                try OpaqueDirectories.normalise(upper: upper, lowers: lowers)
                try Files.makeDirectory(directory + "/root")
                if Files.exists(upper + "/app") { try Files.rename(upper + "/app", to: directory + "/root/app") }
            }
        } catch let error as LayerExcess {
            throw try tooMuch(step, error.excess)
        }
        transcript.detail("Done in \(Quantity.short(milliseconds: Moment.monotonicMilliseconds() - began))")
    }

    /// The declared inputs, and nothing else of the app.
    private func project(
        _ step: PlannedStep,
        _ pushed: PushedTree,
        into directory: String,
        _ objects: PushedObjects
    ) throws {
        let wanted = Set(step.inputs.map(\.path))
        let entries = pushed.kept.filter { wanted.contains(EscapedPath.escape($0.path)) }
        try Files.makeDirectory(directory + "/app")
        try objects.checkout(
            entries,
            into: directory + "/app",
            owner: (record.app.uid, record.app.uid),
            seconds: pushed.commit.seconds,
            isCancelled: { isStopped }
        )
    }

    /// - Parameters:
    ///   - exports: the folder with what classic buildpacks before it export; nil: there is nothing.
    ///   - lease: of its network, which may not be ready yet; nil: it has none.
    private func execute(
        _ step: PlannedStep,
        in directory: String,
        lowers: [String],
        _ exports: String?,
        _ lease: AddressLease?
    ) throws -> String {
        var cage = Cage(
            id: cageID,
            directory: directory,
            lowers: lowers,
            arguments: Self.bash((exports == nil ? "" : ClassicScript.exporting) + step.script),
            uid: record.app.uid,
            gid: record.app.uid,
            cgroup: "\(workshop.cgroup)/\(cageID)"
        )
        cage.hostname = "build"
        cage.environment = step.environment
        let seen = record.config.filter { step.sees(configVar: $0.key) }
        if step.network { cage.environment.merge(GitAccess.environment(seen)) { $1 } }
        cage.environment.merge(seen) { $1 }
        cage.binds = try caches.binds(step.caches)
        if let exports { cage.binds.append(Cage.Bind(exports, at: ClassicPlaces.exports, readOnly: true)) }
        cage.limits = Cage.Limits(build: workshop.configuration.build)
        BuildTrust.add(workshop.configuration.build.caBundle, to: &cage)
        if let lease {
            cage.network = .namespace(lease.namespace)
            cage.nameServers = workshop.network.nameServers
        }
        var hasPrinted = false
        let result = try run(cage, lease, &hasPrinted)
        transcript.endOutput()
        try check(result, step, hasPrinted: hasPrinted)
        // What was quicker than the looks at it while it ran: the result itself is measured when it becomes a layer.
        if let excess = caches.excess(step.caches, of: workshop.configuration.build.disk) { throw try tooMuch(step, excess) }
        return Bundle(directory).upper
    }

    /// What runs a build's script.
    /// - Parameter words: its name, and what it is given.
    static func bash(_ script: String, _ words: [String] = []) -> [String] {
        ["/bin/bash", "-e", "-o", "pipefail", "-c", script] + words
    }

    private func run(_ cage: Cage, _ lease: AddressLease?, _ hasPrinted: inout Bool) throws -> CageResult {
        let build = workshop.configuration.build
        return try workshop.runtime.run(
            cage,
            limits: RunLimits(seconds: build.stepSecondsMax, disk: build.disk, floor: workshop.configuration.disk),
            cancel: stop,
            ready: { try lease?.ready() }
        ) {
            hasPrinted = true
            transcript.output($0)
        }
    }

    var caches: BuildCaches { BuildCaches(workshop.root, record.app.name, owner: record.app.uid) }

    func check(_ result: CageResult, _ step: PlannedStep, hasPrinted: Bool) throws {
        let build = workshop.configuration.build
        let file = workshop.root.configuration
        guard result != .exited(0) else { return }
        let (what, hint): (String, String?) =
            switch result {
            case .exited(let code): ("ended with status \(code)", Transcript.printed(hasPrinted))
            case .killed(let signal): ("was ended by signal \(signal)", Transcript.printed(hasPrinted))
            case .outOfMemory:
                (
                    "used more memory than a build may (\(Quantity.short(bytes: build.memoryBytes)))",
                    "the limit is `build.memory_bytes` in \(file)"
                )
            case .timeLimit:
                ("did not end within \(build.stepSecondsMax) seconds", "the limit is `build.step_seconds_max` in \(file)")
            case .diskLimit(let excess, _): throw try tooMuch(step, excess)
            case .diskFull(let space):
                (
                    "failed because the disk is full: \(DiskText.left(space, workshop.configuration.disk))",
                    floorHint
                )
            case .cancelled: throw Failure(.cancelled, "the build was cancelled")
            }
        throw Failure(.buildFailed, "the step `\(step.name)` \(what)", hint: hint)
    }

    private var floorHint: String { "what has to stay free is under `disk` in \(workshop.root.configuration)" }

    /// - Parameter what: that was done meanwhile, as a sentence.
    func fullDisk(_ what: String, _ space: DiskSpace) -> Failure {
        Failure(.unavailable, "the disk is full: \(DiskText.left(space, workshop.configuration.disk)), while \(what)", hint: floorHint)
    }

    /// A step that wrote more than it may, while it ran or into its result.
    func tooMuch(_ step: PlannedStep, _ excess: DiskLimits.Excess) throws -> Failure {
        let build = workshop.configuration.build
        let key = excess == .files ? "disk_files_max" : "disk_bytes_max"
        let what = DiskText.excess(excess, of: build.result, who: "a build")
        let cached = try step.caches.isEmpty ? nil : caches.beginAnew(step.caches, after: build.disk)
        return Failure(
            .buildFailed,
            "the step `\(step.name)` \(what)",
            hint: [cached, "the limit is `build.\(key)` in \(workshop.root.configuration)"].compactMap(\.self).joined(separator: "\n")
        )
    }
}
