import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox

/// Runs a classic buildpack: its programs in one cage, the app in a build directory below `/tmp`, what it changes there as a layer. It
/// runs in every build in which anything has changed of the app, its config vars, the stack or the buildpack.
extension Build {
    func run(_ classic: ClassicBuildpack, _ step: PlannedStep, _ key: StepKey, layer: String, _ layers: inout BuiltLayers) throws {
        let last = try workshop.ledger.read { try $0.lastStep(record.app.id, name: step.name) }
        if try workshop.store.use(layer) {
            transcript.step("Using cached: \(step.name) (nothing that it depends on has changed)")
        } else {
            let why = try lookup.reasons(step, key, layer, last).joined(separator: ", ")
            transcript.step("Running the buildpack \(step.name) (\(why))")
            try makeSureOfRoom(step, last)
            try make(classic, step, layer, layers)
        }
        try remember(step, key, layer)
        layers.steps.append(.init(key: layer, role: .step, name: step.name))
        let result = try result(of: layer)
        layers.results.append(result)
        for line in result.release.ignored { transcript.detail("bin/release says \(line)") }
    }

    /// What one has said, as it is kept with its layer.
    func result(of layer: String) throws -> ClassicResult {
        guard let bytes = try workshop.store.contents(layer) else {
            throw Failure(.internal, "the layer \(layer) of a buildpack does not say what it is")
        }
        return try ClassicResult(decoding: bytes)
    }

    private func make(_ classic: ClassicBuildpack, _ step: PlannedStep, _ layer: String, _ layers: BuiltLayers) throws {
        let began = Moment.monotonicMilliseconds()
        let store = workshop.store
        let below = layers.steps.reversed().map(\.key)
        let record = LayerRecord(kind: .step, title: step.name, over: below, owner: workshop.root.path)
        let limits = workshop.configuration.build.result
        do {
            let isCancelled = { workshop.interruption.isRequested }
            try store.create(layer, record, durable: false, limits: limits, isCancelled: isCancelled) { directory in
                let trees = (below + layers.source).map { store.path($0) + BuildEnvironment.app }.filter(Files.isDirectory)
                let upper = directory + "/build"
                let result = try execute(classic, step, in: directory, trees: trees, upper: upper, layers)
                try OpaqueDirectories.normalise(upper: upper, lowers: trees)
                try Files.makeDirectory(directory + "/root")
                try Files.rename(upper, to: directory + "/root" + BuildEnvironment.app)
                try store.list(try result.encoded(), in: directory)
            }
        } catch let error as LayerExcess {
            throw try tooMuch(step, error.excess)
        }
        transcript.detail("Done in \(Quantity.short(milliseconds: Moment.monotonicMilliseconds() - began))")
    }

    private func execute(
        _ classic: ClassicBuildpack,
        _ step: PlannedStep,
        in directory: String,
        trees: [String],
        upper: String,
        _ layers: BuiltLayers
    ) throws -> ClassicResult {
        guard let checkout = layers.classic[classic.id] else {
            throw Failure(.internal, "the buildpack \(classic.reference) was not fetched")
        }
        let build = ClassicPlaces.build(record.app.name)
        let cache = "\(BuildEnvironment.caches)/\(classic.id)"
        let words = [build, cache, ClassicPlaces.environment, classic.reference.text]
        var cage = Cage(
            id: cageID,
            directory: directory + "/cage",
            lowers: ([checkout.key] + layers.base).map(workshop.store.path),
            arguments: Self.bash(ClassicScript.text, ["buildpack"] + words),
            uid: record.app.uid,
            gid: record.app.uid,
            cgroup: "\(workshop.cgroup)/\(cageID)"
        )
        cage.hostname = "build"
        cage.environment = environment(of: step, build)
        cage.overlays = [.init(lowers: trees, upper: upper, work: directory + "/build.work", at: build)]
        cage.binds = try caches.binds([classic.id])
        cage.binds.append(.init(try writeConfig(in: directory), at: ClassicPlaces.environment, readOnly: true))
        if let exports = try Self.write(layers.results.map { $0.exportOfBuild(build) }, in: directory) {
            cage.binds.append(.init(exports, at: ClassicPlaces.exports, readOnly: true))
        }
        cage.limits = Cage.Limits(build: workshop.configuration.build)
        BuildTrust.add(workshop.configuration.build.caBundle, to: &cage)
        try Files.makeDirectory(Bundle(cage.directory).upper + ClassicPlaces.result, owner: (record.app.uid, record.app.uid))
        let end = try runInNetwork(cage)
        return try result(end, classic, step, Bundle(cage.directory).upper, build)
    }

    /// Whatever earlier buildpacks of ours export is said for `/app`, which is elsewhere here.
    private func environment(of step: PlannedStep, _ build: String) -> [String: String] {
        var environment = step.environment.mapValues { $0.replacing("\(BuildEnvironment.app)/", with: "\(build)/") }
        environment["HOME"] = BuildEnvironment.app
        environment["SOURCE_VERSION"] = record.commit.text
        return environment
    }

    /// The config vars, a file each; nobody else reads them.
    private func writeConfig(in directory: String) throws -> String {
        let folder = directory + "/env"
        let owner = (record.app.uid, record.app.uid)
        try Files.makeDirectory(folder, mode: 0o700, owner: owner)
        for (name, value) in record.config where NameRules.isVariable(name) {
            let file = try Descriptor.open("\(folder)/\(name)", O_WRONLY | O_CREAT | O_EXCL, mode: 0o400)
            guard fchown(file.number, owner.0, owner.1) == 0 else { throw SystemError("set the owner of", "\(folder)/\(name)") }
            try file.write(all: Array(value.utf8))
        }
        return folder
    }

    /// What buildpacks export, a file each in their order; nil: none does.
    static func write(_ exports: [[UInt8]?], in directory: String) throws -> String? {
        let known = exports.compactMap(\.self)
        guard !known.isEmpty else { return nil }
        let folder = directory + "/exports"
        try Files.makeDirectory(folder)
        for (index, bytes) in known.enumerated() {
            let name = "\(folder)/\(index < 10 ? "0" : "")\(index).sh"
            try Descriptor.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o644).write(all: bytes)
        }
        return folder
    }

    private func runInNetwork(_ cage: Cage) throws -> CageResult {
        var cage = cage
        let lease = try AddressLease.take(workshop)
        defer { lease.giveBackSayingWhatFails() }
        cage.network = .namespace(lease.namespace)
        cage.nameServers = workshop.network.nameServers
        let build = workshop.configuration.build
        // It has headings of its own.
        transcript.indent = ""
        defer {
            transcript.endOutput()
            transcript.indent = PushTranscript.toolIndent
        }
        return try workshop.runtime.run(
            cage,
            limits: RunLimits(seconds: build.stepSecondsMax, disk: build.disk, floor: workshop.configuration.disk),
            cancel: workshop.interruption.descriptor
        ) { transcript.output($0) }
    }
}
