import Glibc
import Linux

/// git's own processes that take pushes. Over SSH they hold the app's lock; where somebody pushes to the repository's path they
/// do not, between their hooks.
package enum ReceivePack {
    /// Whether one is at work in a repository, besides those that this process was started by.
    package static func isAtWork(in repository: String) throws -> Bool {
        guard let place = Files.real(repository) else { return false }
        let ours = ancestors()
        return try Files.list("/proc").compactMap { Int32($0) }.contains { pid in
            !ours.contains(pid) && Files.real("/proc/\(pid)/cwd") == place && isReceivePack(pid)
        }
    }

    /// `git-receive-pack PATH` or `git receive-pack PATH`. Of one that has ended meanwhile nothing can be read.
    private static func isReceivePack(_ pid: Int32) -> Bool {
        guard let line = try? Files.read("/proc/\(pid)/cmdline") else { return false }
        return line.split(separator: 0).prefix(2).contains { word in
            ["receive-pack", "git-receive-pack"].contains(Files.name(of: String(decoding: word, as: UTF8.self)))
        }
    }

    private static func ancestors() -> Set<Int32> {
        var all: Set<Int32> = []
        var pid = getppid()
        while pid > 0, all.insert(pid).inserted { pid = ProcessIdentity.parent(of: pid) ?? 0 }
        return all
    }
}
