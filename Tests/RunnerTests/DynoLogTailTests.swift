import Linux
import Model
import Testing

@testable import Runner

@Suite("The output of a dyno") struct DynoLogTailTests {
    private static let time = "2026-11-23T12:38:09.664212858+00:00"
    private static let shown = "2026-11-23T12:38:09.664212+00:00 app[web.1]: "

    private func tail(_ folder: LogFolder, lineBytesMax: Int = 1000) throws -> DynoLogTail {
        DynoLogTail(app: try .named("shop"), process: "web.1", path: folder.path + "/output.log", lineBytesMax: lineBytesMax)
    }

    private func write(_ folder: LogFolder, _ text: String, _ kind: String = "F", stream: String = "stdout") throws {
        try folder.append("\(Self.time) \(stream) \(kind) \(text)\n", to: "output.log")
    }

    @Test func `is read in Heroku's form, each line once`() throws {
        let folder = try LogFolder()
        var tail = try tail(folder)
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
        var tail = try tail(folder)
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
        var tail = try tail(folder)
        try folder.append("\(Self.time) stdout F hel", to: "output.log")
        #expect(try tail.read() == [])
        try folder.append("lo\n", to: "output.log")
        #expect(try tail.read() == [Self.shown + "hello"])
    }

    @Test func `a line without an end is given out when the dyno has ended`() throws {
        let folder = try LogFolder()
        var tail = try tail(folder)
        try write(folder, "last words", "P")
        let lines = try tail.read(isLast: true)
        #expect(lines.count == 1 && lines.first?.hasSuffix("app[web.1]: last words") == true)
    }

    @Test func `a line over the limit comes in pieces`() throws {
        let folder = try LogFolder()
        var tail = try tail(folder, lineBytesMax: 4)
        try write(folder, "abcdefghij")
        #expect(try tail.read() == ["abcd", "efgh", "ij"].map { Self.shown + $0 })
    }

    @Test func `the next reader goes on where the last one saved`() throws {
        let folder = try LogFolder()
        var first = try tail(folder)
        try write(folder, "one")
        _ = try first.read()
        first.save()
        try write(folder, "two")
        _ = try first.read()
        var second = try tail(folder)
        #expect(try second.read() == [Self.shown + "two"])
    }

    @Test func `the next reader reads a line again of which only a part had come`() throws {
        let folder = try LogFolder()
        var first = try tail(folder)
        try write(folder, "one")
        try write(folder, "he", "P")
        _ = try first.read()
        first.save()
        try write(folder, "llo")
        var second = try tail(folder)
        let lines = try second.read()
        #expect(lines.last == Self.shown + "hello")
    }

    @Test func `a file that is turned over is read to its end, then the new one`() throws {
        let folder = try LogFolder()
        var tail = try tail(folder)
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
        var next = try self.tail(folder)
        #expect(try next.read() == [])
    }

    @Test func `a reader that comes in the middle of turning over misses nothing`() throws {
        let folder = try LogFolder()
        var first = try tail(folder)
        try write(folder, "one")
        _ = try first.read()
        first.save()
        try write(folder, "two")
        try Files.rename(folder.path + "/output.log", to: folder.path + "/output.log.1")
        try write(folder, "three")
        var second = try tail(folder)
        #expect(try second.read() == [Self.shown + "two", Self.shown + "three"])
    }
}
