import Glibc
import Linux
import Model

/// What trees take on disk, and what processes hold there that has no name any more. The same on every file system: it is
/// counted, by blocks and by inodes, each of them once.
package struct DiskUsage {
    private struct Identity: Hashable {
        let device: dev_t
        let file: ino_t
    }

    /// Names of one file, compared with files: names cost a walk and blocks of their directory, but no inode.
    private static let namesPerFile: Int64 = 4
    /// Beside its blocks every file costs an inode: a million empty files are not free.
    private static let inodeBytes: Int64 = 256

    private let limits: DiskLimits
    private var amount = DiskAmount()
    private var names: Int64 = 0
    /// Files with several names, or with none, that were counted.
    private var known: Set<Identity> = []
    private var devices: Set<dev_t> = []

    /// Counts until a limit is passed, so that a look costs no more than what is allowed.
    ///
    /// - Parameters:
    ///   - trees: directories in places that nobody else can change. One that is not there takes nothing.
    ///   - files: single ones, in places of the same kind.
    ///   - processes: may hold files open, or mapped, that were removed, on the file systems of the trees or through an overlay.
    package static func measure(
        _ trees: [String],
        files: [String] = [],
        heldBy processes: [Int32] = [],
        limits: DiskLimits = .none
    ) -> DiskReading {
        var usage = DiskUsage(limits: limits)
        do {
            for file in files {
                guard let status = Files.status(file) else { continue }
                if let excess = usage.count(status, isNamedOnce: status.st_nlink == 1) { return .over(usage.amount, excess) }
            }
            for tree in trees { if let excess = try usage.add(tree) { return .over(usage.amount, excess) } }
            if let excess = usage.add(HeldFiles(processes)) { return .over(usage.amount, excess) }
            return .within(usage.amount)
        } catch let error as SystemError where error.code == ELOOP {
            return .over(usage.amount, .depth)
        } catch {
            return .unknown("\(error)")
        }
    }

    private init(limits: DiskLimits) { self.limits = limits }

    private mutating func add(_ tree: String) throws -> DiskLimits.Excess? {
        if let device = Files.status(tree)?.st_dev { devices.insert(device) }
        var excess: DiskLimits.Excess?
        do {
            try TreeWalk.walk(tree) { entry in
                names += 1
                excess = count(entry.status, isNamedOnce: entry.isDirectory || entry.status.st_nlink == 1)
                if limits.files > 0, names > limits.files.multipliedReportingOverflow(by: Self.namesPerFile).partialValue {
                    excess = .files
                }
                return excess == nil
            }
        } catch let error as SystemError where error.code == ENOENT || error.code == ENOTDIR {
            return nil
        }
        return excess
    }

    private mutating func add(_ held: HeldFiles) -> DiskLimits.Excess? {
        var excess: DiskLimits.Excess?
        held.each { status, isOverlay in
            guard isOverlay || devices.contains(status.st_dev) else { return true }
            excess = count(status, isNamedOnce: false)
            return excess == nil
        }
        return excess
    }

    private mutating func count(_ status: stat, isNamedOnce: Bool) -> DiskLimits.Excess? {
        if !isNamedOnce {
            guard known.insert(Identity(device: status.st_dev, file: status.st_ino)).inserted else { return nil }
        }
        amount.files += 1
        amount.bytes += Int64(status.st_blocks) * 512 + Self.inodeBytes
        if status.st_mode & S_IFMT == S_IFREG { amount.apparentBytes += Int64(status.st_size) }
        return limits.excess(of: amount)
    }
}
