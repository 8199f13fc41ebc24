import Glibc
import Linux
import Model
import Synchronization
import Testing

@testable import Runner

@Suite("An app's log") struct AppLogStreamTests {
    private func stream(_ folder: LogFolder, segmentBytesMax: Int64 = 1 << 20, segmentsMax: Int = 3) -> AppLogStream {
        var limits = Configuration.LogLimits()
        limits.segmentBytesMax = segmentBytesMax
        limits.segmentsMax = segmentsMax
        return AppLogStream(directory: folder.path, limits: limits)
    }

    private func query(_ lines: Int, dyno: String? = nil) -> LogQuery {
        var query = LogQuery()
        query.lines = lines
        query.dyno = dyno
        return query
    }

    @Test func `gives back the newest lines, oldest first, also to the next runner`() throws {
        let folder = try LogFolder()
        try stream(folder).append(["a", "b", "c"])
        #expect(try stream(folder).recent(query(2)) == ["b", "c"])
    }

    @Test func `chooses by dyno before it counts`() throws {
        let folder = try LogFolder()
        let stream = stream(folder)
        try stream.append(["T app[web.1]: a", "T app[worker.1]: b", "T app[web.2]: c", "T app[worker.1]: d"])
        #expect(try stream.recent(query(2, dyno: "web")) == ["T app[web.1]: a", "T app[web.2]: c"])
    }

    @Test func `keeps a bounded number of segments, and reads across them`() throws {
        let folder = try LogFolder()
        let stream = stream(folder, segmentBytesMax: 20)
        for number in 100..<200 { try stream.append(["line \(number)"]) }
        #expect(try Files.list(folder.path).sorted() == ["app.log", "app.log.1", "app.log.2"])
        let lines = try stream.recent(query(1000))
        #expect(lines.count >= 4 && lines.last == "line 199")
        #expect(lines == (200 - lines.count..<200).map { "line \($0)" })
    }

    @Test func `hands every line to those who follow, until they go`() throws {
        let folder = try LogFolder()
        let stream = stream(folder)
        try stream.append(["before"])
        let seen = Mutex<[String]>([])
        try stream.follow(query(10), isOver: { seen.withLock { $0.last == "three" } }) { lines in
            seen.withLock { $0 += lines }
            if lines == ["before"] { try stream.append(["one", "two", "three"]) }
        }
        #expect(seen.withLock { $0 } == ["before", "one", "two", "three"])
    }

    @Test func `a segment never grows beyond its limit, however much comes at once`() throws {
        let folder = try LogFolder()
        let stream = stream(folder, segmentBytesMax: 1000, segmentsMax: 5)
        try stream.append((0..<1000).map { "line \($0)" })
        for name in try Files.list(folder.path) {
            let size = try #require(Files.status("\(folder.path)/\(name)")?.st_size)
            #expect(size <= 1000 && size > 0)
        }
        #expect(try Files.list(folder.path).count == 5)
        #expect(try stream.recent(query(3)) == ["line 997", "line 998", "line 999"])
        try stream.append([String(repeating: "x", count: 3000)])
        #expect(try stream.recent(query(1)).first?.count == 3000, "a line that is longer has a segment to itself")
    }

    @Test func `a log that has grown beyond all limits is read, and cut`() throws {
        let folder = try LogFolder()
        try folder.append((0..<200_000).map { "old line \($0)\n" }.joined(), to: "app.log")
        let stream = stream(folder, segmentBytesMax: 100_000)
        #expect(try stream.recent(query(2)) == ["old line 199998", "old line 199999"])
        try stream.append(["new"])
        #expect(try stream.recent(query(2)) == ["old line 199999", "new"])
        let sizes = try Files.list(folder.path).compactMap { Files.status("\(folder.path)/\($0)")?.st_size }
        #expect(sizes.allSatisfy { $0 <= 100_000 })
    }

    @Test func `a line that a killed runner left without an end is no line`() throws {
        let folder = try LogFolder()
        try folder.append("one\ntwo\nthr", to: "app.log")
        let stream = stream(folder)
        #expect(try stream.recent(query(5)) == ["one", "two"])
        try stream.append(["three"])
        #expect(try stream.recent(query(5)) == ["one", "two", "three"])
    }

    @Test func `a reader that is slow gets every line as long as there is its segment`() throws {
        let folder = try LogFolder()
        let stream = stream(folder, segmentBytesMax: 1000, segmentsMax: 3)
        let seen = Mutex<[String]>([])
        let isFirst = Atomic(true)
        try stream.follow(query(1), isOver: { seen.withLock { $0.last == "line 299" } }) { lines in
            seen.withLock { $0 += lines }
            guard isFirst.exchange(false, ordering: .relaxed) else { return }
            // While it is busy with one line, two segments come.
            try stream.append((101..<300).map { "line \($0)" })
        } before: {
            try stream.append(["line 100"])
        }
        #expect(seen.withLock { $0 } == (100..<300).map { "line \($0)" })
    }

    @Test func `a reader that is overtaken is told how many lines it missed, and every line is one or the other`() throws {
        let folder = try LogFolder()
        let stream = stream(folder, segmentBytesMax: 1000, segmentsMax: 3)
        let seen = Mutex<[String]>([])
        let isFirst = Atomic(true)
        try stream.follow(query(1), isOver: { seen.withLock { $0.last == "line 19999" } }) { lines in
            seen.withLock { $0 += lines }
            guard isFirst.exchange(false, ordering: .relaxed) else { return }
            try stream.append((10_001..<20_000).map { "line \($0)" })
        } before: {
            try stream.append(["line 10000"])
        }
        let lines = seen.withLock { $0 }
        let told = lines.filter { $0.contains("Error L11 (Tail buffer overflow) -> This tail session dropped ") }
        let missed = told.compactMap { $0.split(separator: " ").dropLast(3).last.flatMap { Int($0) } }.reduce(0, +)
        #expect(told.count == 1)
        #expect(lines.count - told.count + missed == 10_000)
        #expect(Set(lines).count == lines.count)
    }

    @Test func `lines that could not be written are counted, and that is said when some can`() throws {
        let folder = try LogFolder()
        // A folder in the place of the file.
        try Files.makeDirectory(folder.path + "/app.log")
        let stream = stream(folder)
        #expect(throws: SystemError.self) { try stream.append(["lost", "lost too"]) }
        stream.add(LogBlock(["lost as well"]))
        #expect(throws: Never.self, "it is said once") { try stream.append(["and this"]) }
        #expect(stream.hasLost)
        try Files.removeTree(folder.path + "/app.log")
        try stream.append(["kept"])
        let lines = try stream.recent(query(10))
        #expect(lines.count == 2 && lines.last == "kept")
        #expect(lines.first?.contains("heroku[logplex]: Error L12 (output buffer overflow): 4 messages dropped since 20") == true)
        #expect(!stream.hasLost)
    }

    @Test func `what nobody writes has a bound`() throws {
        let folder = try LogFolder()
        let stream = stream(folder)
        let line = LogBlock([String(repeating: "x", count: 1000)])
        for _ in 0..<3000 { stream.add(line) }
        let lines = try stream.recent(query(5000))
        let kept = lines.filter { $0.hasPrefix("xxx") }.count
        #expect(kept == AppLogStream.waitingBytesMax / line.bytes.count)
        #expect(lines.first?.contains(": \(3000 - kept) messages dropped since") == true)
    }

    @Test func `the newest lines are found across segments, and by what they are, without reading it all`() throws {
        let folder = try LogFolder()
        let stream = stream(folder, segmentBytesMax: 600_000, segmentsMax: 4)
        for number in 0..<30 {
            try stream.append(
                ["T app[clock.1]: tick \(number)"] + (0..<1000).map { "T app[web.1]: \(number) \($0) \(String(repeating: "y", count: 50))" }
            )
        }
        #expect(try stream.recent(query(3, dyno: "clock")).map { $0.suffix(7) } == ["tick 27", "tick 28", "tick 29"])
        let lines = try stream.recent(query(5000, dyno: "web.1"))
        #expect(lines.count == 5000)
        #expect(lines.first?.hasPrefix("T app[web.1]: 25 0 ") == true)
    }

    @Test func `who follows an app that is destroyed is told by an end`() throws {
        let folder = try LogFolder()
        let stream = stream(folder)
        try stream.append(["one"])
        try stream.follow(query(1), isOver: { false }) { _ in stream.end() }
        try stream.append(["two"])
        #expect(try Files.text(folder.path + "/app.log") == "one\n")
    }

    @Test func `lines that are read a second time are known`() {
        func slices(_ words: String) -> [ArraySlice<UInt8>] { words.split(separator: " ").map { Array($0.utf8)[...] } }
        #expect(KnownLines.overlap(slices("a b c"), slices("b c d")) == 2)
        #expect(KnownLines.overlap(slices("a b c"), slices("c d")) == 1)
        #expect(KnownLines.overlap(slices("a b c"), slices("d e f g")) == 0)
        #expect(KnownLines.overlap(slices("y y y"), slices("y y y y y")) == 3)
        #expect(KnownLines.overlap([], slices("d e")) == 0)
    }
}

extension AppLogStream {
    fileprivate func append(_ lines: [String]) throws { try append(LogBlock(lines)) }

    fileprivate func recent(_ query: LogQuery) throws -> [String] {
        var all: [String] = []
        try recent(query) { all += $0 }
        return all
    }

    fileprivate func follow(
        _ query: LogQuery,
        isOver: () -> Bool,
        _ deliver: ([String]) throws -> Void,
        before: () throws -> Void
    ) throws {
        try before()
        try follow(query, isOver: isOver, deliver)
    }
}
