import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox

/// What a step has that toolchains alone make, such as a compiled standard library: once for all apps, and out of nothing of any.
extension Build {
    /// On disk, about: nobody says it before.
    private static let preparedBytes: Int64 = 512 << 20

    func prepare(_ step: PlannedStep, over layers: BuiltLayers) throws {
        guard let script = step.prepare, let key = layers.prepared(for: step), try !workshop.store.use(key) else { return }
        try DiskRoom(workshop.platform).check("what all apps share", needs: Self.preparedBytes, of: record.app.name, isShared: true)
        transcript.detail("Preparing what all apps share (once on this machine)")
        let record = LayerRecord(kind: .toolchain, title: "prepared for: \(step.name)", over: layers.base)
        do {
            try workshop.store.create(
                key,
                record,
                limits: workshop.configuration.build.result,
                isCancelled: { isStopped },
                waiting: { transcript.detail("Waiting for another build that makes it") }
            ) { directory in
                let tree = "\(directory)/tree"
                try fill(tree, script, step, in: directory, lowers: layers.base.map(workshop.store.path))
                let place = "\(directory)/root\(Buildpack.Step.preparedPlace)"
                try Files.makeDirectory(Files.parent(of: place))
                try Files.rename(tree, to: place)
            }
        } catch let error as LayerExcess {
            throw try tooMuch(step, error.excess)
        }
    }

    private func fill(_ tree: String, _ script: String, _ step: PlannedStep, in directory: String, lowers: [String]) throws {
        let user = try FetchUser.uid(workshop)
        try Files.makeDirectory(tree, mode: 0o755, owner: (user, user))
        var cage = FetchUser.cage("prepare", in: "\(directory)/cage", lowers: lowers, user, workshop)
        cage.binds = [Cage.Bind(tree, at: Buildpack.Step.preparedPlace, readOnly: false)]
        cage.environment["DIR"] = Buildpack.Step.preparedPlace
        // It says where the toolchains are.
        cage.environment["PATH"] = step.environment["PATH"]
        cage.arguments = Self.bash(script)
        let build = workshop.configuration.build
        var hasPrinted = false
        let result = try workshop.runtime.run(
            cage,
            limits: RunLimits(seconds: build.stepSecondsMax, disk: build.disk, floor: workshop.configuration.disk),
            cancel: stop
        ) {
            hasPrinted = true
            transcript.output($0)
        }
        transcript.endOutput()
        try check(result, step, hasPrinted: hasPrinted)
        // Of root, so that no app can change it.
        try TreeOwner.take(tree)
        guard chmod(tree, 0o755) == 0 else { throw SystemError("set the mode of", tree) }
    }
}
