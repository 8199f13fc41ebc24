import Glibc
import Linux
import Model
import Testing

@testable import Router

@Suite("Writing the access log") struct LogWriterTests {
    /// Somebody who has the file's lock stands for a disk that does not answer.
    private static func hold(_ path: String) throws -> Descriptor {
        let file = try Descriptor.open(path, O_RDONLY)
        #expect(flock(file.number, LOCK_EX) == 0)
        return file
    }

    @Test func `a disk that stalls holds up no request, and nothing is lost of what came meanwhile`() throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let router = try TestRouter { $0.loops = 1 }
        try router.serve([backend.target("a")])
        let held = try Self.hold(router.root.routerLog)
        // So long that several batches are due.
        let end = Moment.monotonicMilliseconds() + 4 * LogBatch.millisecondsMax
        var lines = 0
        while Moment.monotonicMilliseconds() < end {
            #expect(try router.get().text == "hello")
            lines += 1
        }
        #expect(try Files.text(router.root.routerLog).isEmpty)
        _ = consume held
        #expect(try router.log().count { $0.contains("status=200") } == lines)
    }

    @Test func `lines that pile up too high are lost and counted, the others written`() throws {
        let directory = try ScratchDirectory()
        let path = directory.path + "/access.log"
        let writer = try LogWriter(try AccessLog(path: path, bytesMax: .max))
        try writer.start()
        let held = try Self.hold(path)
        // The first batches may be in the thread's hands already.
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: (1 << 20) - 1) + [10]
        let count = LogWriter.bytesMax / line.count
        for _ in 0..<count + 5 { writer.add(line) }
        #expect(writer.lost == 5)
        _ = consume held
        writer.end()
        writer.add(Array("after the end\n".utf8))
        let written = try Files.text(path).split(separator: "\n")
        #expect(written.count == count + 1 && written.last == "after the end")
    }

    @Test func `lines of several loops are all there when it has ended, each loop's in its order`() throws {
        let directory = try ScratchDirectory()
        let path = directory.path + "/access.log"
        let writer = try LogWriter(try AccessLog(path: path, bytesMax: .max))
        try writer.start()
        let loops = try (0..<3).map { loop in
            try BackgroundThread("loop") { for number in 0..<1000 { writer.add(Array("\(loop) \(number)\n".utf8)) } }
        }
        for loop in loops { loop.join() }
        writer.end()
        let lines = try Files.text(path).split(separator: "\n")
        #expect(writer.lost == 0 && lines.count == 3000)
        for loop in 0..<3 {
            #expect(lines.filter { $0.hasPrefix("\(loop) ") } == (0..<1000).map { "\(loop) \($0)" })
        }
    }
}
