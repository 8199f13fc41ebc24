import Glibc
import Linux

/// Files that processes hold and that have no name any more: open, mapped, or as their program. A disk is full of them
/// although no tree shows them.
struct HeldFiles {
    /// Descriptors and mappings that one look goes over. Which come first is left to chance, so that looks one after
    /// another see all.
    private static let entriesMax = 100_000
    /// Of one process's list of mappings.
    private static let mapsBytesMax = 1 << 20

    private let processes: [Int32]

    init(_ processes: [Int32]) { self.processes = processes }

    /// Calls `visit` with a file, as often as it is held, until that answers false. Nothing of it is opened: what is behind
    /// the kernel's links is looked at where it is.
    func each(_ visit: (stat, _ isOverlay: Bool) -> Bool) {
        var left = Self.entriesMax
        for process in processes.shuffled() {
            // What a process costs that holds nothing.
            left -= 100
            for path in Self.descriptors(of: process) + Self.removedMappings(of: process) + ["/proc/\(process)/exe"] {
                left -= 1
                var status = stat()
                // Closed since it was listed, or a process that has ended.
                guard stat(path, &status) == 0, status.st_nlink == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
                guard visit(status, Files.isOnOverlay(path)) else { return }
            }
            guard left > 0 else { return }
        }
    }

    private static func descriptors(of process: Int32) -> [String] {
        // A process that has ended holds nothing.
        ((try? Files.list("/proc/\(process)/fd")) ?? []).map { "/proc/\(process)/fd/\($0)" }
    }

    private static func removedMappings(of process: Int32) -> [String] {
        text(of: "/proc/\(process)/maps").split(separator: "\n").compactMap { line in
            guard line.hasSuffix(" (deleted)"), let range = line.split(separator: " ").first else { return nil }
            return "/proc/\(process)/map_files/\(range)"
        }
    }

    /// The kernel writes such a list page by page while it is read: one without end is read so far.
    private static func text(of path: String) -> String {
        guard let file = try? Descriptor.open(path, O_RDONLY) else { return "" }
        var bytes: [UInt8] = []
        while bytes.count < mapsBytesMax, let part = try? readSome(from: file.number), !part.isEmpty { bytes += part }
        return String(decoding: bytes, as: UTF8.self)
    }
}
