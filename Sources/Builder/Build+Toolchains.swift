import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox

/// The layers that all apps share: the stack, and the toolchains over it.
extension Build {
    func baseLayers(_ plan: BuildPlan, _ definition: StackDefinition) throws -> BuiltLayers {
        var layers = BuiltLayers(stack: try stack(definition))
        if !LayerStore.isBase(layers.stack, of: definition) {
            transcript.detail("The file of the stack \(definition.name) has changed since: `\(upgradeCommand)` brings it here")
        }
        for toolchain in plan.toolchains {
            let key =
                switch toolchain.source {
                case .packages(let names):
                    try packageLayer(names, for: toolchain.use, over: layers.base(of: toolchain.use), plan.packageFiles ?? [:])
                case .archive(let archive): try archiveLayer(archive, stack: layers.stack)
                }
            layers.toolchains.append(.init(key: key, planned: toolchain))
        }
        sayExact(plan, layers)
        return layers
    }

    private static let statusBytesMax = 64 << 20
    /// What a base system takes while it is made, about.
    private static let baseBytes: Int64 = 512 << 20

    /// A stack's file says which line of versions its packages are; which one of them it is, they say themselves.
    private func sayExact(_ plan: BuildPlan, _ layers: BuiltLayers) {
        for version in plan.versions {
            guard let package = version.package else { continue }
            // The topmost has all of them. Best effort: it says something, and changes nothing.
            for key in layers.base {
                let path = workshop.store.path(key) + "/var/lib/dpkg/status"
                guard let status = try? Files.read(path, limit: Self.statusBytesMax) else { continue }
                guard let exact = InstalledVersion.of(package, in: status), exact != version.version else { break }
                transcript.detail("\(version.title) \(version.version) of this stack is \(exact)")
                break
            }
        }
    }

    func stack(_ definition: StackDefinition) throws -> String {
        if let kept = try keptBase(definition) { return kept }
        var key = try workshop.ledger.read { try AppBase.newest(of: definition, $0) }
        if try workshop.store.use(key) { return key }
        if workshop.store.isSuspect(key) {
            // What was made over it stays what it is.
            key = LayerStore.key(of: definition, madeAt: Moment.wallMicroseconds())
            try workshop.ledger.write { try AppBase.set(key, of: definition, $0) }
        }
        try DiskRoom(workshop.platform).check("a base system", needs: Self.baseBytes, of: record.app.name, isShared: true)
        transcript.step("Making the \(definition.title) stack (once on this machine: a minute, or some where the network is slow)")
        let began = Moment.monotonicMilliseconds()
        let made = try workshop.store.makeStack(definition, as: key, isCancelled: { workshop.interruption.isRequested }) {
            transcript.detail($0)
        }
        sayTime(since: began)
        return made
    }

    /// - Parameter began: monotonic milliseconds.
    func sayTime(since began: Int64) {
        transcript.detail("Done in \(Quantity.short(milliseconds: Moment.monotonicMilliseconds() - began))")
    }

    /// The base system that was chosen for this build, else that of the release that serves: no push moves an app's.
    private func keptBase(_ definition: StackDefinition) throws -> String? {
        if let chosen = record.base, try workshop.store.use(chosen) { return chosen }
        guard let manifest = try workshop.ledger.read({ try AppBase.manifest(of: record.app, $0) }), manifest.stack == definition.name,
            let kept = manifest.base
        else { return nil }
        if try workshop.store.use(kept) { return kept }
        transcript.warning("the base system that \(record.app.name) stands on is gone: this build stands on the newest", hint: nil)
        return nil
    }

    private var upgradeCommand: String { "\(workshop.command) stack:update -a \(record.app.name)" }
}
