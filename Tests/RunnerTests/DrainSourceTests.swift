import Linux
import Model
import Testing

@testable import Runner

@Suite("What a drain is sent") struct DrainSourceTests {
    private func stream(_ folder: LogFolder, segmentBytesMax: Int64 = 1 << 20) throws -> AppLogStream {
        var limits = Configuration.LogLimits()
        limits.segmentBytesMax = segmentBytesMax
        limits.segmentsMax = 3
        let stream = AppLogStream(directory: folder.path, limits: limits)
        try stream.append()
        return stream
    }

    private func lines(_ numbers: Range<Int>) -> [String] {
        // All of one length, whose times are their numbers.
        numbers.map { "2026-01-01T00:00:00.\(1_000_000 + $0)+00:00 app[web.1]: line" }
    }

    private func rest(_ source: inout DrainSource) throws -> (texts: [String], passedOver: Int) {
        var (texts, passedOver): ([String], Int) = ([], 0)
        while let part = try source.next() {
            let new = String(decoding: part.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
            #expect(new.count == part.lines)
            texts += new
            passedOver += part.passedOver
        }
        return (texts, passedOver)
    }

    @Test func `begins with what came since it was added`() throws {
        let folder = try LogFolder()
        let stream = try stream(folder)
        try stream.append(LogBlock(lines(0..<10)))
        var source = try DrainSource(stream, nil, since: "2026-01-01T00:00:00.1000004+00:00", bytesMax: 1 << 20)
        try stream.append(LogBlock(lines(10..<12)))
        #expect(try rest(&source).texts == lines(4..<12))
    }

    @Test func `goes on where it had come to, under another runner and behind other names`() throws {
        let folder = try LogFolder()
        let first = try stream(folder, segmentBytesMax: 1000)
        try first.append(LogBlock(lines(0..<5)))
        var source = try DrainSource(first, nil, since: "0", bytesMax: 1 << 20)
        _ = try rest(&source)
        let position = try #require(try DrainPosition(source.place, in: first))
        try position.save("\(folder.path)-position")
        defer { try? Files.remove("\(folder.path)-position") }
        // Two more segments, so that its own is the oldest.
        try first.append(LogBlock(lines(5..<40)))
        let next = try stream(folder, segmentBytesMax: 1000)
        var after = try DrainSource(next, DrainPosition.read("\(folder.path)-position"), since: "0", bytesMax: 1 << 20)
        let got = try rest(&after)
        #expect(got.texts == lines(5..<40) && got.passedOver == 0)
        // Now it has gone.
        try next.append(LogBlock(lines(40..<90)))
        var late = try DrainSource(next, position, since: "0", bytesMax: 1 << 20)
        let left = try rest(&late)
        #expect(left.texts.first?.contains("Error L10 (output buffer overflow): at least 1 messages dropped since") == true)
        #expect(left.texts.dropFirst().last == lines(89..<90).first)
    }

    @Test func `goes on in a segment that had one short line then`() throws {
        let folder = try LogFolder()
        let first = try stream(folder)
        try first.append(LogBlock(lines(0..<1)))
        var source = try DrainSource(first, nil, since: "0", bytesMax: 1 << 20)
        _ = try rest(&source)
        let position = try #require(try DrainPosition(source.place, in: first))
        try first.append(LogBlock(lines(1..<5)))
        var after = try DrainSource(try stream(folder), position, since: "0", bytesMax: 1 << 20)
        let got = try rest(&after)
        #expect(got.texts == lines(1..<5) && got.passedOver == 0)
    }

    @Test func `leaves a place alone that is being written, and nothing of who writes no more`() {
        let (one, other) = ("d.1", "d.2")
        func isLeft(_ name: String) -> Bool { DrainPosition.isLeft(name, of: [one, other], running: [one]) }
        #expect(!isLeft(one) && !isLeft(other) && !isLeft("d.1.77.3.new"))
        #expect(isLeft("d.3") && isLeft("d.2.77.3.new") && isLeft("d.11"))
    }

    @Test func `of what is more than may wait, the oldest is passed over, and that is said in its place`() throws {
        let folder = try LogFolder()
        let stream = try stream(folder)
        var source = try DrainSource(stream, nil, since: "0", bytesMax: 300_000)
        try stream.append(LogBlock(lines(0..<8000)))
        let got = try rest(&source)
        let notice = try #require(got.texts.first)
        #expect(
            notice.contains(
                "heroku[logplex]: Error L10 (output buffer overflow): \(got.passedOver) messages dropped since 2026-01-01T00:00:00.1000000"
            )
        )
        #expect(got.passedOver > 0 && Array(got.texts.dropFirst()) == lines(got.passedOver..<8000))
    }

    @Test func `is nothing of an app that is being removed, until there is one again`() throws {
        let folder = try LogFolder()
        let logs = AppLogs(root: try #require(InstallationRoot(folder.path)), limits: Configuration.LogLimits())
        let shop = try #require(AppName("shop"))
        #expect(logs.streamIfKept(shop) != nil)
        logs.end(shop)
        #expect(logs.streamIfKept(shop) == nil)
        logs.begin(shop, since: nil)
        #expect(logs.streamIfKept(shop)?.isOver == false)
    }

    @Test func `is settled part by part, by whoever counts and no further than there is`() {
        var parts = SentParts(from: LogPlace(segment: 0, offset: 0))
        parts.add(0, until: LogPlace(segment: 0, offset: 5))
        #expect(parts.settled.offset == 5)
        parts.add(3, until: LogPlace(segment: 0, offset: 50))
        parts.add(2, until: LogPlace(segment: 1, offset: 10))
        #expect(parts.settle(2) == 2 && parts.settled.offset == 5)
        #expect(parts.settle(1) == 1 && parts.settled.offset == 50)
        #expect(parts.settle(1_000) == 2 && parts.settled == LogPlace(segment: 1, offset: 10))
        #expect(parts.settle(.min) == 0 && parts.settle(7) == 0)
    }
}
