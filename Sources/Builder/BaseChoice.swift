import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox

/// Which base system an app that is to be brought up to date gets: the newest that is here, or one that is made now, since Debian
/// has mended something of it or of what apps have over it.
struct BaseChoice {
    private let workshop: Workshop
    private let app: AppName
    private let stack: StackDefinition
    private let manifest: SlugManifest
    private let transcript: PushTranscript

    init(_ workshop: Workshop, _ app: AppName, _ stack: StackDefinition, _ manifest: SlugManifest) throws {
        self.workshop = workshop
        self.app = app
        self.stack = stack
        self.manifest = manifest
        transcript = try PushTranscript(log: nil, bytesMax: .max)
    }

    /// Its key; nil: the app stands on the newest, and nothing of it waits.
    func choose() throws -> String? {
        // Of several who ask one makes it, and the others find it.
        let path = workshop.root.run + "/stack-upgrade.lock"
        guard let lock = try FileLock.waiting(for: path, isCancelled: { workshop.interruption.isRequested }) else {
            try workshop.interruption.check()
            throw Failure(.cancelled, "it was cancelled while it waited for its turn")
        }
        defer { withExtendedLifetime(lock) {} }
        let newest = try workshop.ledger.read { try AppBase.newest(of: stack, $0) }
        guard try workshop.store.use(newest) else {
            return try make(workshop.store.isSuspect(newest) ? LayerStore.key(of: stack, madeAt: Moment.wallMicroseconds()) : newest)
        }
        let isOwn = newest == manifest.base
        if try !DiskRoom(workshop.platform).isMet() { try makeSureOfRoom(forBase: true) }
        do {
            transcript.step("Asking Debian which fixed packages wait")
            let news = try PackageLook(workshop).news(of: try layers(over: newest))
            if news.count > 0 {
                for line in PackageNewsText.lines(news) { transcript.detail(line) }
                return try make(LayerStore.key(of: stack, madeAt: Moment.wallMicroseconds()))
            }
        } catch let failure as Failure where failure.code != .cancelled && !isOwn {
            transcript.warning("\(failure.message): going on with the newest base system that is here", hint: failure.hint)
        }
        guard !isOwn else {
            transcript.detail("None: \(app) is up to date")
            return nil
        }
        try makeSureOfRoom(forBase: false)
        return newest
    }

    private func make(_ key: String) throws -> String {
        try makeSureOfRoom(forBase: true)
        transcript.step("Making a new base system of the \(stack.title) stack (a minute, or some where the network is slow)")
        _ = try workshop.store.makeStack(stack, as: key, isCancelled: { workshop.interruption.isRequested }) {
            try workshop.interruption.check()
            transcript.detail($0)
        }
        try workshop.ledger.write { try AppBase.set(key, of: stack, $0) }
        return key
    }

    /// What the app has of Debian's packages, as far as that was made over `base` already; the topmost first.
    private func layers(over base: String) throws -> [String] {
        let own = AppBase.packaged(manifest)
        guard base != manifest.base else { return own }
        var layers = [base]
        for key in own.reversed() where key != manifest.base && workshop.store.exists(key) {
            let names = try workshop.store.record(key).title.split(separator: " ").map(String.init)
            let same = LayerStore.packagesKey(names, over: layers)
            guard workshop.store.exists(same) else { break }
            layers.insert(same, at: 0)
        }
        return layers
    }

    /// By what the app's layers take now: all that is over the base is made again, the app's own once as files and once packed.
    private func makeSureOfRoom(forBase: Bool) throws {
        var bytes = DiskRoom.bytesMin
        for layer in manifest.layers {
            // Of one that is gone nothing is known.
            let size = workshop.store.exists(layer.key) ? try workshop.store.record(layer.key).bytes : 0
            switch layer.role {
            case .stack: bytes += forBase ? size + size / 2 : 0
            case .toolchain: bytes += size
            case .step: bytes += 2 * size
            case .source: break
            }
        }
        try DiskRoom(workshop.platform).check("a newer base system of \(app)", needs: bytes, of: app)
    }
}
