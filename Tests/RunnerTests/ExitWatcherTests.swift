import Glibc
import Linux
import Synchronization
import Testing

@testable import Runner

@Suite("Noticing that a dyno ends") struct ExitWatcherTests {
    /// A regular file stands for a process that the kernel would not watch: it cannot be waited for, and is always ready.
    @Test func `who cannot be watched is looked at`() throws {
        let watcher = try ExitWatcher()
        let ended = Monitor<[String]>([])
        watcher.start { id in ended.update { $0.append(id) } }
        let folder = try LogFolder()
        try folder.append("x", to: "file")
        watcher.add("a", try Descriptor.open(folder.path + "/file", O_RDONLY).release())
        let ids = ended.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.isEmpty ? nil : $0 }
        #expect(ids == ["a"])
    }
}
