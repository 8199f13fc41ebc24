import Glibc
import Linux
import Testing

@Suite("Monitor") struct MonitorTests {
    @Test func `a wait is by the monotonic clock, so that no setting of the machine's clock makes it longer`() throws {
        let monitor = Monitor(false)
        let name = "wait-\(UInt32.random(in: 0..<1 << 24))"
        let thread = try BackgroundThread(name) {
            let deadline = Moment.monotonicMilliseconds() + 60_000
            _ = monitor.wait(until: deadline) { $0 ? true : nil }
        }
        let operation = try #require(try Self.futexWait(ofThread: name))
        monitor.update { $0 = true }
        thread.join()
        // FUTEX_CLOCK_REALTIME
        #expect(operation & 0x100 == 0)
    }

    @Test func `a bell ends a wait, and a deadline does`() throws {
        let monitor = Monitor(0)
        let thread = try BackgroundThread("bell") { for _ in 0..<3 { monitor.update { $0 += 1 } } }
        let heard = monitor.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0 == 3 ? $0 : nil }
        thread.join()
        #expect(heard == 3)
        let began = Moment.monotonicMilliseconds()
        var looks = 0
        let never: Int? = monitor.wait(until: began + 100, slice: 20) { _ in
            looks += 1
            return nil
        }
        #expect(never == nil)
        #expect(Moment.monotonicMilliseconds() - began >= 100)
        #expect(looks > 1)
    }

    @Test func `a thread has its name, and can be waited for by several`() throws {
        let stage = Monitor(0)
        let thread = try BackgroundThread("a-name-that-is-longer", stack: 256 << 10) {
            stage.update { $0 = 1 }
            _ = stage.wait(until: .max) { $0 == 2 ? true : nil }
        }
        _ = stage.wait(until: .max) { $0 == 1 ? true : nil }
        #expect(Self.threads().contains { $0.name == "a-name-that-is-" })
        stage.update { $0 = 2 }
        thread.join()
        thread.join()
    }

    /// What a thread asks the kernel for while it waits with a deadline.
    private static func futexWait(ofThread name: String) throws -> Int? {
        let deadline = Moment.monotonicMilliseconds() + 30_000
        while Moment.monotonicMilliseconds() < deadline {
            guard let thread = threads().first(where: { $0.name == name }) else { continue }
            // It may have gone on meanwhile: then it is asked again.
            let words = (try? Files.text("/proc/self/task/\(thread.id)/syscall"))?.split(separator: " ") ?? []
            guard words.count > 4, let operation = Int(words[2].dropFirst(2), radix: 16), words[4] != "0x0" else { continue }
            // FUTEX_WAIT_BITSET
            if operation & 0x7f == 9 { return operation }
        }
        return nil
    }

    private static func threads() -> [(id: String, name: String)] {
        ((try? Files.list("/proc/self/task")) ?? []).compactMap { id in
            (try? Files.text("/proc/self/task/\(id)/comm")).map { (id, String($0.dropLast())) }
        }
    }
}
