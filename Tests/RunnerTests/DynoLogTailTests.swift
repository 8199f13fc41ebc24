import Linux
import Model
import Planning
import Sandbox
import Synchronization
import Testing

@testable import Runner

@Suite("The output of a dyno") struct DynoLogTailTests {
    private static let time = "2026-11-23T12:38:09.664212858+00:00"
    private static let shown = "2026-11-23T12:38:09.664212+00:00 app[web.1]: "

    /// A tail with more allowance than any of these tests use, but for those that say so.
    private struct Reader {
        var tail: DynoLogTail
        var own = LogAllowance(lines: 1_000_000, bytes: 1 << 30, seconds: 1, now: 0)
        var share = LogAllowance(lines: 1_000_000, bytes: 1 << 30, seconds: 1, now: 0)
        private(set) var texts: [String] = []

        init(tail: DynoLogTail) { self.tail = tail }

        mutating func turn(isLast: Bool = false) throws -> DynoLogTail.Turn {
            let turn = try tail.read(&own, share: &share, isLast: isLast)
            texts += turn.block.texts
            return turn
        }

        mutating func read(isLast: Bool = false) throws -> [String] { try turn(isLast: isLast).block.texts }
        mutating func save() { tail.save() }
        var last: [String] { texts.map { LogLine($0)?.text ?? $0 } }
    }

    private func tail(
        _ folder: LogFolder,
        lineBytesMax: Int = 1000,
        fileBytesMax: Int64 = .max,
        traffic: @escaping @Sendable () -> OutputTraffic? = { nil }
    ) -> Reader {
        Reader(
            tail: DynoLogTail(
                path: folder.path + "/output.log",
                process: "web.1",
                lineBytesMax: lineBytesMax,
                fileBytesMax: fileBytesMax,
                traffic: traffic
            )
        )
    }

    private func write(_ folder: LogFolder, _ text: String, _ kind: String = "F", stream: String = "stdout") throws {
        try folder.append("\(Self.time) \(stream) \(kind) \(text)\n", to: "output.log")
    }

    @Test func `is read in Heroku's form, each line once`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        #expect(try tail.read() == [])
        try write(folder, "one")
        try write(folder, "")
        try write(folder, "two  words ")
        #expect(try tail.read() == [Self.shown + "one", Self.shown, Self.shown + "two  words "])
        #expect(try tail.read() == [])
        #expect(tail.last == ["one", "", "two  words "])
    }

    @Test func `a line in parts is put together, stream by stream`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        try write(folder, "he", "P")
        try write(folder, "other", "P", stream: "stderr")
        #expect(try tail.read() == [])
        try write(folder, "llo")
        #expect(try tail.read() == [Self.shown + "hello"])
        try write(folder, "!", stream: "stderr")
        #expect(try tail.read() == [Self.shown + "other!"])
    }

    @Test func `a line that is written in the middle of a read is read whole later`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        try folder.append("\(Self.time) stdout F hel", to: "output.log")
        #expect(try tail.read() == [])
        try folder.append("lo\n", to: "output.log")
        #expect(try tail.read() == [Self.shown + "hello"])
    }

    @Test func `a line without an end is given out when the dyno has ended`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        try write(folder, "last words", "P")
        let lines = try tail.read(isLast: true)
        #expect(lines.count == 1 && lines.first?.hasSuffix("app[web.1]: last words") == true)
    }

    @Test func `a line over the limit comes in pieces`() throws {
        let folder = try LogFolder()
        var tail = tail(folder, lineBytesMax: 4)
        try write(folder, "abcdefghij")
        #expect(try tail.read() == ["abcd", "efgh", "ij"].map { Self.shown + $0 })
    }

    @Test func `the next reader goes on where the last one saved`() throws {
        let folder = try LogFolder()
        var first = tail(folder)
        try write(folder, "one")
        _ = try first.read()
        first.save()
        try write(folder, "two")
        _ = try first.read()
        var second = tail(folder)
        #expect(try second.read() == [Self.shown + "two"])
    }

    @Test func `the next reader reads a line again of which only a part had come`() throws {
        let folder = try LogFolder()
        var first = tail(folder)
        try write(folder, "one")
        try write(folder, "he", "P")
        _ = try first.read()
        first.save()
        try write(folder, "llo")
        var second = tail(folder)
        let lines = try second.read()
        #expect(lines.last == Self.shown + "hello")
    }

    @Test func `a file that is turned over is read to its end, then the new one`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        try write(folder, "one")
        _ = try tail.read()
        try write(folder, "two")
        try Files.rename(folder.path + "/output.log", to: folder.path + "/output.log.1")
        #expect(try tail.read() == [Self.shown + "two"])
        #expect(Files.exists(folder.path + "/output.log.1"), "as long as there is no new file, the old one may grow")
        try folder.append("\(Self.time) stdout F three\n", to: "output.log.1")
        try write(folder, "four")
        #expect(try tail.read() == [Self.shown + "three", Self.shown + "four"])
        #expect(!Files.exists(folder.path + "/output.log.1"))
        tail.save()
        var next = self.tail(folder)
        #expect(try next.read() == [])
    }

    @Test func `a reader that comes in the middle of turning over misses nothing`() throws {
        let folder = try LogFolder()
        var first = tail(folder)
        try write(folder, "one")
        _ = try first.read()
        first.save()
        try write(folder, "two")
        try Files.rename(folder.path + "/output.log", to: folder.path + "/output.log.1")
        try write(folder, "three")
        var second = tail(folder)
        #expect(try second.read() == [Self.shown + "two", Self.shown + "three"])
    }

    private func text(_ count: Int, from first: Int = 0, length: Int = 20) -> String {
        (first..<first + count).map { number in
            "\(Self.time) stdout F \(number) \(String(repeating: "x", count: length))\n"
        }.joined()
    }

    @Test func `one turn is bounded, whatever there is`() throws {
        let folder = try LogFolder()
        try folder.append(text(20_000, length: 60), to: "output.log")
        var tail = tail(folder)
        var lines: [String] = []
        var turns = 0
        while true {
            let turn = try tail.turn()
            #expect(turn.block.bytes.count < DynoLogTail.blockBytesMax + 200)
            lines += turn.block.texts
            turns += 1
            guard turn.isBehind else { break }
        }
        #expect(turns > 2)
        #expect(lines.count == 20_000)
        #expect(lines.enumerated().allSatisfy { $1.hasPrefix("\(Self.shown)\($0) ") })
    }

    @Test func `what is beyond the allowance is dropped, counted and dated, without a limit to how much`() throws {
        let folder = try LogFolder()
        try folder.append(text(30_000), to: "output.log")
        var tail = tail(folder)
        tail.own = LogAllowance(lines: 100, bytes: 1 << 20, seconds: 1, now: 0)
        var taken = 0
        while true {
            let turn = try tail.turn()
            taken += turn.block.lines
            if !turn.isBehind { break }
        }
        #expect(taken == 100)
        #expect(tail.tail.dropped.count == 29_900)
        #expect(
            tail.tail.takeDropped().words()
                == "Error L12 (output buffer overflow): 29900 messages dropped since 2026-11-23T12:38:09.664212+00:00."
        )
        #expect(tail.tail.dropped.isEmpty)
    }

    @Test func `bytes count as well as lines, and everybody's share as well as one's own`() throws {
        let folder = try LogFolder()
        try folder.append(text(100), to: "output.log")
        var tail = tail(folder)
        tail.own = LogAllowance(lines: 1000, bytes: 1000, seconds: 1, now: 0)
        #expect(try tail.read().count == 1000 / (Self.shown.utf8.count + 23))
        try folder.append(text(100, from: 200), to: "output.log")
        tail.own = LogAllowance(lines: 1000, bytes: 1 << 20, seconds: 1, now: 0)
        tail.share = LogAllowance(lines: 7, bytes: 1 << 20, seconds: 1, now: 0)
        #expect(try tail.read().count == 7)
    }

    @Test func `a file that conmon replaces by itself is read to its end, then the new one`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        try write(folder, "one")
        #expect(try tail.read() == [Self.shown + "one"])
        try write(folder, "two")
        try folder.append("\(Self.time) stdout F three\n", to: "output.log.tmp")
        try Files.rename(folder.path + "/output.log.tmp", to: folder.path + "/output.log")
        #expect(try tail.read() == [Self.shown + "two", Self.shown + "three"])
    }

    @Test func `files that came and went unread are counted by what was written in all`() throws {
        let folder = try LogFolder()
        let written = Mutex<Int64>(0)
        var tail = tail(folder, fileBytesMax: 60_000) { OutputTraffic(read: 0, written: written.withLock { $0 }) }
        func replace(_ first: Int) throws {
            let text = text(1000, from: first)
            written.withLock { $0 += Int64(text.utf8.count) }
            try folder.append(text, to: "output.log.tmp")
            try Files.rename(folder.path + "/output.log.tmp", to: folder.path + "/output.log")
        }
        try replace(1000)
        #expect(try tail.read().count == 1000)
        try replace(2000)
        #expect(try tail.read().count == 1000)
        #expect(tail.tail.dropped.isEmpty)
        for first in [3000, 4000, 5000] { try replace(first) }
        #expect(try tail.read().first == Self.shown + "5000 " + String(repeating: "x", count: 20))
        #expect(tail.tail.dropped.isEstimate)
        #expect((1990...2010).contains(tail.tail.dropped.count))
        #expect(tail.tail.dropped.words().contains(": about "))
    }

    @Test func `files that came and went before one was moved away are counted`() throws {
        let folder = try LogFolder()
        let written = Mutex<Int64>(0)
        var tail = tail(folder, fileBytesMax: 60_000) { OutputTraffic(read: 0, written: written.withLock { $0 }) }
        func replace(_ first: Int) throws {
            let text = text(1000, from: first)
            written.withLock { $0 += Int64(text.utf8.count) }
            try folder.append(text, to: "output.log.tmp")
            try Files.rename(folder.path + "/output.log.tmp", to: folder.path + "/output.log")
        }
        try replace(1000)
        #expect(try tail.read().count == 1000)
        for first in [2000, 3000] { try replace(first) }
        try Files.rename(folder.path + "/output.log", to: folder.path + "/output.log.1")
        try replace(4000)
        #expect(try tail.read().count == 2000)
        #expect((990...1010).contains(tail.tail.dropped.count))
        try replace(5000)
        #expect(try tail.read().count == 1000)
        #expect((990...1010).contains(tail.tail.dropped.count))
    }

    @Test func `a line whose end came and went unread is not ended by another one's`() throws {
        let folder = try LogFolder()
        let written = Mutex<Int64>(0)
        var tail = tail(folder, fileBytesMax: 60_000) { OutputTraffic(read: 0, written: written.withLock { $0 }) }
        func replace(_ text: String) throws {
            written.withLock { $0 += Int64(text.utf8.count) }
            try folder.append(text, to: "output.log.tmp")
            try Files.rename(folder.path + "/output.log.tmp", to: folder.path + "/output.log")
        }
        try replace(text(1000) + "\(Self.time) stdout P line 12\n\(Self.time) stderr P oh\n")
        #expect(try tail.read().count == 1000)
        try replace("\(Self.time) stdout F 345\n" + text(1000, from: 1000))
        try replace("\(Self.time) stdout F line 999\n\(Self.time) stderr F oh no\n" + text(10, from: 3000))
        #expect(try tail.read().prefix(2) == [Self.shown + "line 999", Self.shown + "oh no"])
        #expect(tail.tail.dropped.isEstimate && (900...1100).contains(tail.tail.dropped.count))
    }

    @Test func `a file that came and went unread is missed although conmon would have filled it a hundred times over`() throws {
        let folder = try LogFolder()
        let written = Mutex<Int64>(0)
        var tail = tail(folder, fileBytesMax: 1 << 30) { OutputTraffic(read: 0, written: written.withLock { $0 }) }
        func replace(_ text: String) throws {
            written.withLock { $0 += Int64(text.utf8.count) }
            try folder.append(text, to: "output.log.tmp")
            try Files.rename(folder.path + "/output.log.tmp", to: folder.path + "/output.log")
        }
        try replace(text(1000) + "\(Self.time) stdout P line 407\n")
        #expect(try tail.read().count == 1000)
        // Begun by conmon itself at the moment at which it was asked for another one.
        try replace("\(Self.time) stdout F 8348\n" + text(2000))
        try replace(text(10, from: 5000))
        #expect(try tail.read().first == Self.shown + "5000 " + String(repeating: "x", count: 20))
        #expect(tail.tail.dropped.isEstimate && (1950...2050).contains(tail.tail.dropped.count))
    }

    @Test func `what is written between two looks is not missed`() throws {
        let folder = try LogFolder()
        let text = text(5000)
        let counted = Mutex<Int64>(0)
        // Conmon goes on while it is looked how much it has written, and its count comes late.
        var tail = tail(folder) {
            let late = counted.withLock { $0 }
            counted.withLock { $0 += Int64(text.utf8.count) }
            // A file that cannot be written to ends the test by what is missing.
            try? folder.append(text, to: "output.log")
            return OutputTraffic(read: 0, written: late)
        }
        try write(folder, "file 0")
        for number in 1...5 {
            while try tail.turn().isBehind {}
            try Files.rename(folder.path + "/output.log", to: folder.path + "/output.log.1")
            try write(folder, "file \(number)")
            counted.withLock { $0 += Int64("\(Self.time) stdout F file \(number)\n".utf8.count) }
        }
        while try tail.turn().isBehind {}
        #expect(tail.tail.dropped.isEmpty && tail.last.count { $0.hasPrefix("file ") } == 6)
    }

    @Test func `lines that were read and could not be written are counted`() throws {
        let folder = try LogFolder()
        let traffic = Mutex(OutputTraffic(read: 0, written: 0))
        var tail = tail(folder) { traffic.withLock { $0 } }
        func print(_ count: Int, isWritten: Bool = true) throws {
            let text = text(count)
            traffic.withLock { $0.read += Int64(count * 25) }
            if isWritten {
                try folder.append(text, to: "output.log")
                traffic.withLock { $0.written += Int64(text.utf8.count) }
            }
            _ = try tail.read()
            tail.tail.weigh()
        }
        try print(100)
        // Read, and written a moment later.
        try print(1000, isWritten: false)
        #expect(tail.tail.dropped.isEmpty)
        try print(9000, isWritten: false)
        try print(10)
        #expect(tail.tail.dropped.isEstimate && (9_000...11_000).contains(tail.tail.dropped.count))
        _ = tail.tail.takeDropped()
        try print(10_000)
        #expect(tail.tail.dropped.isEmpty)
    }

    @Test func `a reader that comes after its file was replaced begins with the new one`() throws {
        let folder = try LogFolder()
        var first = tail(folder)
        try folder.append(text(3), to: "output.log")
        _ = try first.read()
        first.save()
        let time = "2026-11-23T13:00:00.000000001+00:00"
        try folder.append("\(time) stdout F a\n\(time) stdout F b\n\(time) stdout F c\n\(time) stdout F d\n", to: "output.log.tmp")
        try Files.rename(folder.path + "/output.log.tmp", to: folder.path + "/output.log")
        var second = tail(folder)
        #expect(try second.read().count == 4)
    }

    @Test func `bytes that are no lines end at some time`() throws {
        let folder = try LogFolder()
        try folder.append(String(repeating: "x", count: 3 << 20) + "\n", to: "output.log")
        try write(folder, "one")
        var tail = tail(folder)
        #expect(try tail.read() == [Self.shown + "one"])
    }
}
