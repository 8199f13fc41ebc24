import Glibc
import Linux
import Model

/// Unpacked layers by key, `KEY/root` each, used directly as overlay lowers. Several installations may share one.
package struct LayerStore: Hashable, Sendable {
    package let directory: String

    /// - Parameter directory: made if it is not there; temporary trees live in it, so that a layer moves in by rename.
    package init(directory: String) throws(SystemError) {
        self.directory = directory
        // Root's alone, shared ones as well: what dynos and steps see of it is mounted by root.
        try Files.makeDirectory(directory, mode: 0o700)
        try Files.makeDirectory(temporaries, mode: 0o700)
        try Files.makeDirectory(locks, mode: 0o700)
    }

    package var temporaries: String { directory + "/.tmp" }
    private var locks: String { directory + "/.locks" }

    /// The tree of a layer, whether or not there is one.
    package func path(_ key: String) -> String { "\(directory)/\(key)/root" }

    /// Whether it can be built over.
    package func exists(_ key: String) -> Bool { isRecorded(key) && !isCutShort(key) && !isSuspect(key) }

    private func isRecorded(_ key: String) -> Bool { Files.exists("\(directory)/\(key)/layer.json") }

    package func record(_ key: String) throws -> LayerRecord {
        let bytes = try Files.read("\(directory)/\(key)/layer.json")
        let record = try JSONCoder.decode(LayerRecord.self, from: bytes)
        try FormatVersion.check(record.format, known: LayerRecord.formatNow, "the layer \(key)")
        return record
    }

    /// Of what can be looked at and removed, layers that were cut short included.
    package func keys() throws -> [String] { try Files.list(directory).filter { !$0.hasPrefix(".") && isRecorded($0) } }

    /// Makes the layer `key` unless it is there. Of several that ask at once one builds, in whatever process, and all get it.
    ///
    /// - Parameters:
    ///   - durable: waits until the disk has it. A layer that can be made again from what is durable needs no wait before `sync`:
    ///     where the machine stops first, it is none.
    ///   - limits: of its tree; what passes them is no layer, and `LayerExcess` is thrown.
    ///   - isCancelled: whether nobody wants it any more, asked while somebody else is making it.
    ///   - waiting: called once if somebody else is making it.
    ///   - build: fills `root` in the directory that it is given, which is on the store's file system.
    /// - Returns: whether it was made now.
    @discardableResult
    package func create(
        _ key: String,
        _ record: LayerRecord,
        durable: Bool = true,
        limits: DiskLimits = .none,
        isCancelled: () -> Bool = { false },
        waiting: () -> Void = {},
        build: (_ directory: String) throws -> Void
    ) throws -> Bool {
        guard Cage.isValid(id: key) else { throw Failure(.internal, "`\(key)` cannot name a layer") }
        if exists(key) { return false }
        let lock = try acquire(key, isCancelled: isCancelled, waiting)
        defer { withExtendedLifetime(lock) {} }
        if exists(key) { return false }
        let temporary = try makeTemporary(key)
        defer { withExtendedLifetime(temporary) {} }
        do {
            try build(temporary.path)
            try finish(temporary.path, key, record, durable: durable, limits)
        } catch {
            // The reason of the failure is the one to tell; `sweep` removes what stays.
            try? Files.removeTree(temporary.path)
            throw error
        }
        return true
    }

    private static let listing = "files"
    private static let listingBytesMax = 256 << 20

    /// Says what is in a layer that is being built in `directory`, in whatever form.
    package func list(_ bytes: [UInt8], in directory: String) throws(SystemError) {
        try Descriptor.open("\(directory)/\(Self.listing)", O_WRONLY | O_CREAT | O_EXCL, mode: 0o600).write(all: bytes)
    }

    /// Whether that was said of a layer.
    package func isListed(_ key: String) -> Bool { Files.exists("\(directory)/\(key)/\(Self.listing)") }

    /// What was said so; nil where nothing was.
    package func contents(_ key: String) throws(SystemError) -> [UInt8]? {
        isListed(key) ? try Files.read("\(directory)/\(key)/\(Self.listing)", limit: Self.listingBytesMax) : nil
    }

    private func finish(_ temporary: String, _ key: String, _ record: LayerRecord, durable: Bool, _ limits: DiskLimits)
        throws
    {
        guard Files.isDirectory(temporary + "/root") else {
            throw Failure(.internal, "the layer \(key) was built without a tree")
        }
        var record = record
        record.createdAt = Moment.wallMicroseconds()
        let reading = DiskUsage.measure([temporary + "/root"], limits: limits)
        if case .over(let amount, let excess) = reading { throw LayerExcess(excess: excess, amount: amount) }
        record.bytes = reading.amount?.bytes ?? 0
        if record.kind == .step || record.kind == .toolchain { try SpecialBits.drop(below: temporary + "/root") }
        for name in try Files.list(temporary) where name != "root" && name != Self.listing { try Files.removeTree("\(temporary)/\(name)") }
        _ = try Descriptor.open(temporary + "/used", O_WRONLY | O_CREAT)
        // Of a layer that somebody's push waits for, it is put down once that is over.
        if durable { try seal(temporary, isDurable: false) }
        if durable { try Files.syncFileSystem(of: temporary) } else { try markUnsynced(temporary) }
        try write(record, in: temporary)
        if durable { try Files.syncDirectory(temporary) }
        // Left from a machine that stopped at the wrong moment: a directory without layer.json is no layer.
        try setAside(key)
        try Files.rename(temporary, to: "\(directory)/\(key)")
        if durable { try Files.syncDirectory(directory) }
    }

    /// Whatever stops the machine, what has this name can be read: whoever removes layers asks what they are.
    private func write(_ record: LayerRecord, in folder: String) throws {
        let file = try Descriptor.open("\(folder)/.layer.json", O_WRONLY | O_CREAT | O_TRUNC)
        try file.write(all: try JSONCoder.encode(record))
        guard fsync(file.number) == 0 else { throw SystemError("sync", folder) }
        try Files.rename("\(folder)/.layer.json", to: "\(folder)/layer.json")
    }

    /// Removes a layer. Whoever has it mounted keeps it until then.
    package func remove(_ key: String) throws {
        guard Cage.isValid(id: key) else { throw Failure(.internal, "`\(key)` cannot name a layer") }
        _ = try remove(key) { true }
    }

    /// Removes what builds left that were killed. Builders of other PID namespaces may share the store.
    package func sweep() throws { try OwnedDirectory.sweep(temporaries, except: LayerStore.isOfRunningProcess) }

    /// Builders of an older version hold no lock: their pid is in the name.
    static func isOfRunningProcess(_ name: String) -> Bool {
        Int32(name.prefix { $0.isNumber }).flatMap { ProcessIdentity(running: $0) } != nil
    }

    func makeTemporary(_ key: String) throws -> OwnedDirectory {
        try OwnedDirectory.make(in: temporaries, "\(getpid())-\(key)")
    }

    func acquire(_ name: String, isCancelled: () -> Bool = { false }, _ waiting: () -> Void) throws -> FileLock {
        let path = "\(locks)/\(name)"
        if let lock = try FileLock.trying(for: path) { return lock }
        waiting()
        if let lock = try FileLock.waiting(for: path, isCancelled: isCancelled) { return lock }
        throw Failure(.cancelled, "\(name) was waited for no longer")
    }
}
