import Glibc
import Linux
import Model
import Testing

@testable import Builder

@Suite("Steps side by side") struct SideBySideTests {
    private let scratch = Scratch()
    private var log: String { scratch.path + "/log" }

    private func lines() throws -> [String] { try Files.text(log).split(separator: "\n").map(String.init) }

    @Test func `run at the same time, and are heard one after the other`() throws {
        let whole = try PushTranscript(log: log, bytesMax: 1 << 20)
        let met = Monitor(Set<Int>())
        let values = try SideBySide((0..<3).map { _ in PushTranscript(behind: whole) }, atOnce: 3, bell: try StopBell())
            .run { number, transcript in
                transcript.step("Step \(number)")
                // Each goes on once all are there: none would, one after the other.
                met.update { _ = $0.insert(number) }
                _ = met.wait(until: .max) { $0.count == 3 ? true : nil }
                transcript.output(Array("one\ntwo\nthr".utf8))
                transcript.output(Array("ee".utf8))
                transcript.endOutput()
                return number * 10
            }
        #expect(values == [0, 10, 20])
        let each = (0..<3).flatMap { ["-----> Step \($0)", "       one", "       two", "       three"] }
        #expect(try lines() == each)
    }

    @Test func `no more at once than it may be, and more than fits waits for its turn`() throws {
        let whole = try PushTranscript(log: log, bytesMax: 1 << 30)
        let busy = Monitor((now: 0, most: 0))
        let line = Array((String(repeating: "x", count: 1000) + "\n").utf8)
        _ = try SideBySide((0..<4).map { _ in PushTranscript(behind: whole) }, atOnce: 2, bell: try StopBell())
            .run { number, transcript in
                busy.update { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                for _ in 0..<3000 { transcript.output(line) }
                transcript.output(Array("end \(number)\n".utf8))
                busy.update { $0.now -= 1 }
            }
        #expect(busy.read(\.most) <= 2)
        #expect(try lines().filter { $0.contains("end") } == (0..<4).map { "       end \($0)" })
        #expect(try lines().count == 4 * 3001)
    }

    @Test func `one that fails ends the others, and what it said is heard last`() throws {
        let whole = try PushTranscript(log: log, bytesMax: 1 << 20)
        let bell = try StopBell()
        #expect(throws: Failure(.buildFailed, "the second")) {
            try SideBySide((0..<3).map { _ in PushTranscript(behind: whole) }, atOnce: 3, bell: bell)
                .run { number, transcript -> Int in
                    transcript.step("Step \(number)")
                    if number == 1 { throw Failure(.buildFailed, "the second") }
                    // As a cage is waited for.
                    var item = pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)
                    _ = poll(&item, 1, -1)
                    throw Failure(.cancelled, "ended")
                }
        }
        #expect(try lines() == ["-----> Step 0", "-----> Step 1"])
        #expect(bell.isRung)
    }
}
