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

    @Test func `a follower that is too slow is told how many lines it missed`() {
        var follower = LogFollower()
        follower.offer((0..<AppLogStream.queuedLinesMax).map { "\($0)" })
        follower.offer(["lost", "lost"])
        let lines = follower.take()
        #expect(lines.count == AppLogStream.queuedLinesMax + 1)
        #expect(lines.last?.hasSuffix("dropped 2 messages") == true)
        #expect(follower.isEmpty)
    }
}
