import Glibc
import Linux
import Model
import Operations
import Sandbox
import Synchronization

/// Dynos on this machine: crun under conmon, a network namespace each, over shared layers.
package final class LocalEngine: DynoEngine {
    let root: InstallationRoot
    let machine: Machine
    private let configuration: Configuration
    private let watcher: ExitWatcher
    private let output: OutputCollector
    private let news = LocalNews()

    package init(_ machine: Machine, _ configuration: Configuration) throws {
        root = machine.root
        self.machine = machine
        self.configuration = configuration
        try machine.runtime.checkProfile()
        watcher = try ExitWatcher()
        output = try OutputCollector(limits: configuration.logs, runtime: machine.runtime, news: news)
    }

    package func prepare() throws -> [FoundDyno] {
        for words in try machine.network.ensure() { Diagnostics.say(words) }
        try machine.runtime.sweepTerminals()
        try followNetwork()
        return try Files.list(root.dynos).compactMap { id in
            let folder = folder(id)
            guard let record = try folder.read() else {
                try discard(id)
                return nil
            }
            news.add(record)
            let isRunning = try Supervised.find(folder.path) != nil
            return FoundDyno(
                spec: record.spec,
                endpoint: record.endpoint,
                isRunning: isRunning,
                wasUp: folder.wasUp,
                upSince: try folder.upSince
            )
        }
    }

    package func deliver(to sink: any DynoSink) {
        news.deliver(to: sink)
        for dyno in news.dynos {
            if dyno.spec.isAttached != true { output.follow(dyno.spec, folder(dyno.spec.id), isResumed: true) }
            do {
                try watch(dyno.spec, try Supervised.find(folder(dyno.spec.id).path))
            } catch {
                Diagnostics.say("cannot watch \(dyno.spec.id), it is taken for ended: \(error)")
                ended(dyno.spec)
            }
        }
        output.start()
        watcher.start { [weak self] id in
            guard let self, let dyno = news.dyno(id) else { return }
            ended(dyno.spec)
        }
    }

    package func start(_ spec: DynoSpec, _ launch: DynoLaunch, _ streams: DynoStreams) throws {
        let folder = folder(spec.id)
        let record = try news.add(spec, prefix: machine.network.prefix)
        try folder.make(record)
        for words in try StoragePlaces(root).make(launch.mounts, uid: launch.uid) { Diagnostics.say("\(spec.id): \(words)") }
        let network = machine.network
        let attachment = try Beside("network") { _ = try network.attach(spec.id, address: record.address) }
        // Nothing of it may come to be after the dyno was given up.
        defer { attachment.join() }
        let supervised = try start(cage(spec, launch, network.path(spec.id), streams), folder, streams) { try attachment.value() }
        news.tell(.started(record.endpoint), of: spec)
        if streams.isLogged { output.follow(spec, folder) }
        try watch(spec, supervised)
    }

    private func start(_ cage: Cage, _ folder: DynoFolder, _ streams: DynoStreams, ready: () throws -> Void) throws -> Supervised {
        let runtime = machine.runtime
        return switch streams {
        case .logged:
            try runtime.start(cage, logPath: folder.output, logBytesMax: configuration.logs.dynoBytesMax, ready: ready)
        case .pipes(let pipes): try runtime.start(cage, pipes: pipes.numbers, ready: ready)
        case .terminal(let size, let door): try runtime.start(cage, size: size, door: door[0], ready: ready)
        }
    }

    func cage(_ spec: DynoSpec, _ launch: DynoLaunch, _ namespace: String, _ streams: DynoStreams = .logged) -> Cage {
        let hostname = String(spec.slot.name.map { $0 == "." || $0 == "_" ? "-" : $0 }.prefix(60))
        return Cage(
            dyno: launch,
            id: spec.id,
            hostname: hostname,
            directory: root.dyno(spec.id),
            namespace: namespace,
            hasTerminal: streams.isTerminal,
            on: machine
        )
    }

    /// Its end is told when it comes, or now where it has come already: what it said and how it ended is there all the same.
    private func watch(_ spec: DynoSpec, _ supervised: Supervised?) throws {
        if let supervised, let descriptor = try supervised.pidfd() {
            watcher.add(spec.id, descriptor.release())
        } else {
            ended(spec)
        }
    }

    private func ended(_ spec: DynoSpec) {
        output.finish(spec.id)
        let bundle = Bundle(root.dyno(spec.id))
        let end = bundle.exitCode.map { DynoEnd(status: $0, outOfMemory: $0 != 0 && bundle.wasOutOfMemory) }
        news.tell(.ended(end), of: spec)
    }

    package func release(_ order: ReleaseCommand.Order, cancel: Int32, lines: ([String]) throws -> Void) throws {
        try ReleaseCommand(machine, configuration).run(order, cancel: cancel, output: { _ in }, lines: lines)
    }

    package func markUp(_ id: String, since: Int64) throws { try folder(id).markUp(since: since) }

    package func signal(_ id: String, _ signal: Int32) throws { try machine.runtime.signal(id, signal, all: true) }

    package func remove(_ id: String) throws {
        output.forget(id)
        try discard(id)
        // Now nobody has its address any more.
        news.forget(id)
    }

    private func discard(_ id: String) throws {
        try machine.runtime.delete(id, bundle: root.dyno(id), keepBundle: true)
        try machine.network.detach(id)
        try folder(id).remove()
    }

    func folder(_ id: String) -> DynoFolder { DynoFolder(root, id) }
}
