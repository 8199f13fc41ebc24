import Glibc
import Linux
import Testing

@Suite("Small files of the kernel's") struct KernelFileTests {
    private func with<T>(_ text: String, _ body: (String) throws -> T) throws -> T {
        let path = "/tmp/renga-kernel-\(getpid())-\(Int.random(in: 100_000...999_999))"
        defer { _ = unlink(path) }
        try Files.replace(path, with: text)
        return try body(path)
    }

    @Test func `counts are found by their whole names, in both forms, in the order that was asked for`() throws {
        let text = "rchar: 12\nsyscr: 7\nactive_file 5\ntotal_active_file 9\nempty \nlarge 99999999999999999999\nlast 3"
        try with(text) { path in
            let names = ["total_active_file", "active_file", "rchar", "rcha", "none", "empty", "large", "last"]
            #expect(KernelFile.counts(path, names) == [9, 5, 12, nil, nil, nil, nil, 3])
        }
        #expect(try with("", { KernelFile.counts($0, ["a"]) }) == [nil])
    }

    @Test func `what cannot be read, or is too large, says nothing`() throws {
        #expect(KernelFile.counts("/proc/none", ["a"]) == nil)
        #expect(KernelFile.text("/proc") == nil)
        #expect(try with(String(repeating: "a 1\n", count: 1 << 13), { KernelFile.counts($0, ["a"]) }) == nil)
    }

    @Test func `a process says of itself what it has written`() throws {
        let counts = try #require(KernelFile.counts("/proc/self/io", ["write_bytes", "cancelled_write_bytes", "wchar"]))
        #expect(!counts.contains(nil))
        #expect(ProcessIdentity(running: getpid())?.isRunning == true)
    }
}
