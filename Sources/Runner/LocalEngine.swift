import FoundationEssentials
import Glibc
import Linux
import Model
import Operations
import Sandbox

/// Dynos on this machine: crun under conmon, a network namespace each, over shared layers.
package final class LocalEngine: DynoEngine {
    private let root: InstallationRoot
    private let configuration: Configuration
    private let runtime: CageRuntime
    private let network: DynoNetwork
    private let layers: LayerStore

    package init(root: InstallationRoot, configuration: Configuration) throws {
        self.root = root
        self.configuration = configuration
        runtime = try CageRuntime(directory: root.run + "/crun")
        try runtime.prepareProcess()
        try runtime.checkProfile()
        network = try DynoNetwork(configuration)
        layers = try LayerStore(directory: configuration.layers.isEmpty ? root.layers : configuration.layers)
    }

    package func prepare() throws -> [FoundDyno] {
        for words in try network.ensure() { Diagnostics.say(words) }
        try followNetwork()
        try sweepBuilds()
        var found: [FoundDyno] = []
        for id in try Files.list(root.dynos) {
            let bundle = root.dyno(id)
            guard let spec = try spec(id) else {
                // Its start was cut short before it had begun.
                try discard(id)
                continue
            }
            let supervised = try Supervised.find(bundle)
            var watch: DynoWatch?
            if let supervised, let descriptor = try supervised.pidfd() { watch = DynoWatch(descriptor: descriptor.release()) }
            let mark = bundle + "/up"
            let text = Files.exists(mark) ? try Files.text(mark, limit: 64) : nil
            // An older version left no time in it.
            found.append(FoundDyno(spec: spec, watch: watch, wasUp: text != nil, upSince: text.flatMap { Int64($0.trimmed) }))
        }
        return found
    }

    private static let uplinkLookMilliseconds: Int32 = 10_000

    /// A machine may get its way out after we have started, or another one: the rules tell it from networks of its own. And
    /// others may take our rules away, or put theirs in their place: then these are put back.
    private func followNetwork() throws {
        let events = try RuleEvents()
        inBackground("network") { [network] in
            var known = DynoNetwork.uplinks
            var isDue = false
            while true {
                if events.wait(milliseconds: Self.uplinkLookMilliseconds, about: network.bridge) { isDue = true }
                let now = DynoNetwork.uplinks
                guard isDue || now != known else { continue }
                do {
                    try network.refresh()
                    (known, isDue) = (now, false)
                } catch {
                    isDue = true
                    Diagnostics.say("cannot bring the rules of the network up to date: \(error)")
                }
            }
        }
    }

    package func start(_ spec: DynoSpec, _ launch: DynoLaunch) throws -> DynoWatch? {
        let bundle = root.dyno(spec.id)
        // Config vars are in the bundle: nobody but root passes.
        try Files.makeDirectory(bundle, mode: 0o700)
        // Where the power fails, the dyno is gone as well.
        try Files.replace(bundle + "/dyno.json", with: Array(try JSONEncoder().encode(spec)), isDurable: false)
        let attachment = try Beside("network") { [network] in _ = try network.attach(spec.id, address: spec.address) }
        // Nothing of it may come to be after the dyno was given up.
        defer { attachment.join() }
        let supervised = try runtime.start(
            try cage(spec, launch, network.path(spec.id)),
            logPath: logPath(spec.id),
            logBytesMax: configuration.logs.dynoBytesMax,
            ready: { try attachment.value() }
        )
        guard let descriptor = try supervised.pidfd() else { return nil }
        return DynoWatch(descriptor: descriptor.release())
    }

    private func cage(_ spec: DynoSpec, _ launch: DynoLaunch, _ namespace: String) throws -> Cage {
        var cage = Cage(
            id: spec.id,
            directory: root.dyno(spec.id),
            lowers: launch.layers.map { layers.path($0) },
            arguments: DynoCommand.arguments(spec.command),
            uid: launch.uid,
            gid: launch.uid,
            cgroup: cgroup(of: spec.id)
        )
        cage.environment = launch.environment
        cage.hostname = String(spec.slot.name.map { $0 == "." || $0 == "_" ? "-" : $0 }.prefix(60))
        cage.network = .namespace(namespace)
        cage.nameServers = network.nameServers
        cage.limits = Cage.Limits(dyno: launch.limits)
        return cage
    }

    package func release(_ order: ReleaseCommand.Order, cancel: Int32, lines: ([String]) throws -> Void) throws {
        try ReleaseCommand(root, configuration, runtime, layers, network).run(
            order,
            cgroup: cgroup(of: order.id),
            cancel: cancel,
            output: { _ in },
            lines: lines
        )
    }

    package func cpuMicroseconds(_ id: String) -> Int64? {
        let group = cgroup(of: id)
        return ControlGroups.cpuMicroseconds(group).map { $0 + (ControlGroups.cpuMicroseconds(ControlGroup.guardian(of: group).path) ?? 0) }
    }

    package func listening(_ id: String) -> [ListeningSocket]? {
        // A hint for people: where it cannot be had, they get the rest.
        guard let supervised = try? Supervised.find(root.dyno(id)), supervised.pid > 0 else { return nil }
        let tables = ["tcp", "tcp6"].map { ListeningSocket.read("/proc/\(supervised.pid)/net/\($0)") }
        // Asked afterwards: as long as its guard lives, the pid is that dyno's.
        guard supervised.conmon.isRunning else { return nil }
        return tables.flatMap(\.self)
    }

    package func signal(_ id: String, _ signal: Int32) throws {
        try runtime.signal(id, signal, all: true)
    }

    package func end(of id: String) -> DynoEnd? {
        let bundle = Bundle(root.dyno(id))
        guard let code = bundle.exitCode else { return nil }
        return DynoEnd(status: code, outOfMemory: code != 0 && bundle.wasOutOfMemory)
    }

    package func remove(_ spec: DynoSpec) throws {
        try discard(spec.id)
    }

    private func discard(_ id: String) throws {
        let bundle = root.dyno(id)
        try runtime.delete(id, bundle: bundle, keepBundle: true)
        try network.detach(id)
        guard Files.exists(bundle) else { return }
        // Away first: the name is free and the dyno is gone, however long unlinking takes.
        let grave = "\(root.dynos)/.gone-\(id)"
        try Files.rename(bundle, to: grave)
        try Files.removeTree(grave)
    }

    package func sweepBuilds() throws {
        try BuildLeftovers(root: root, runtime: runtime, store: layers, network: network, groups: groups).sweep()
    }

    package func diskUse(_ id: String, limits: DiskLimits) -> DiskReading {
        let bundle = Bundle(root.dyno(id))
        return DiskUsage.measure(
            [bundle.upper, bundle.temporary],
            files: [logPath(id), logPath(id) + ".1"],
            heldBy: ControlGroups.processes(in: cgroup(of: id)),
            limits: limits
        )
    }

    package func bytesWritten(_ id: String) -> Int64? { ProcessWrites.bytes(by: ControlGroups.processes(in: cgroup(of: id))) }

    private var groups: String { "/renga-\(configuration.network.bridge)" }
    private func cgroup(of id: String) -> String { "\(groups)/\(id)" }

    package func logPath(_ id: String) -> String { root.dyno(id) + "/output.log" }

    package func rotateLog(_ id: String) throws {
        try runtime.rotateLog(bundle: root.dyno(id), log: logPath(id), to: logPath(id) + ".1")
    }

    package func outputWritten(_ id: String) -> Int64? {
        // A dyno that has ended has no conmon that could be asked.
        (try? Supervised.find(root.dyno(id)))??.bytesWritten
    }

    private func spec(_ id: String) throws -> DynoSpec? {
        let path = root.dyno(id) + "/dyno.json"
        guard !id.hasPrefix(".gone-"), Files.exists(path) else { return nil }
        let bytes = try Files.read(path, limit: 1 << 20)
        // The machine has stopped before the disk had it.
        guard !bytes.isEmpty else { return nil }
        return try JSONDecoder().decode(DynoSpec.self, from: Data(bytes))
    }
}
