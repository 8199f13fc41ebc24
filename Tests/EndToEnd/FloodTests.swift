import Glibc
import Linux
import Model
import Testing

/// A dyno that prints without end costs nobody but itself.
@Suite("Floods") struct FloodTests {
    /// Prints numbered lines as fast as it can, or so many a second, for a time, and so many at least; then says how many they were.
    private static let flood = """
        import os, sys, time
        seconds, rate, least = float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
        start, count = time.monotonic(), 0
        while time.monotonic() - start < seconds or count < least:
            lines = b"".join(b"line %d %s\\n" % (count + i, b"x" * 60) for i in range(100))
            while lines: lines = lines[os.write(1, lines):]
            count += 100
            if rate: time.sleep(max(0, start + count / rate - time.monotonic()))
        time.sleep(3)
        print("printed", count, flush=True)
        time.sleep(10000)

        """

    private func loud(_ platform: Installation, seconds: Int, rate: Int, least: Int = 0) throws {
        _ = try platform.serving(
            "loud",
            ["Procfile": "web: exec python3 server.py\nflood: exec python3 flood.py \(seconds) \(rate) \(least)\n", "flood.py": Self.flood]
        )
    }

    /// Numbers in lines that have these words before them.
    private func numbers(_ text: String, behind words: String) -> [Int] {
        text.split(separator: "\n").compactMap { line in
            guard let range = line.firstRange(of: words) else { return nil }
            return Int(line[range.upperBound...].prefix { $0.isNumber })
        }
    }

    /// Around the first that does not come behind the one before it, and what is said of its dyno.
    private func odd(_ numbers: [Int], in text: String) -> String {
        guard let place = numbers.indices.dropFirst().first(where: { numbers[$0] <= numbers[$0 - 1] }) else { return "" }
        let lines = text.split(separator: "\n")
        let printed = lines.filter { $0.contains("app[flood.1]: line ") }
        return (printed[max(place - 2, 0)...min(place + 1, printed.count - 1)] + lines.filter { $0.contains("heroku[flood.1]") }.prefix(20))
            .joined(separator: "\n")
    }

    @Test func `every line is taken or counted, and others do not wait`() throws {
        let platform = try Installation(
            """
            logs: {lines_per_second_max: 5000, burst_seconds: 1, segment_bytes_max: 1 MB, segments_max: 4, dyno_bytes_max: 16 MB}

            """
        )
        try loud(platform, seconds: 5, rate: 0)
        _ = try platform.serving("quiet")
        let tail = try BackgroundCommand(platform, ["logs", "--tail", "-a", "loud"])
        try tail.wait(for: "State changed from starting to up")
        try platform.renga("ps:scale", "flood=1", "-a", "loud").check()
        try tail.wait(for: "app[flood.1]: line ")

        // Meanwhile all goes on beside it.
        #expect(try platform.renga("ps", "-a", "quiet").check().contains("web.1"))
        try platform.renga("config:set", "COLOUR=red", "-a", "quiet").check()
        try eventually("the dyno of before is gone") { try platform.dynoIDs().count { $0.hasPrefix("quiet.web") } == 1 }
        let before = try platform.dynoIDs()
        let dyno = try #require(before.first { $0.hasPrefix("quiet.web") })
        let process = try #require(Int32(try Files.text("\(platform.root.dyno(dyno))/pidfile").trimmed))
        #expect(Glibc.kill(process, SIGKILL) == 0)
        do {
            try eventually("the app that crashed answers again", seconds: 90) {
                try platform.get("quiet") == (200, "one") && platform.dynoIDs() != before
            }
        } catch {
            throw Failure(.internal, "\(error)\n\(try platform.renga("logs", "-a", "quiet").text)\n\(platform.diagnostics)")
        }

        try eventually("the flood is over") { try tail.text.contains("app[flood.1]: printed ") }
        let text = try tail.text
        let printed = try #require(numbers(text, behind: "app[flood.1]: printed ").first)
        let lines = numbers(text, behind: "app[flood.1]: line ")
        #expect(Set(lines).count == lines.count && lines == lines.sorted(), "\(odd(lines, in: text))")
        let dropped = numbers(text.replacing("about ", with: ""), behind: "heroku[flood.1]: Error L12 (output buffer overflow): ").reduce(
            0,
            +
        )
        let missed = numbers(text, behind: "This tail session dropped ").reduce(0, +)
        #expect(dropped > 0)
        if text.contains(": about ") || missed > 0 {
            // Whole files went before the runner came to them: it says itself that it has not counted each.
            #expect(abs(lines.count + dropped + missed - printed) < printed / 4)
        } else {
            #expect(lines.count + dropped == printed)
        }
        try expectBounds(platform)
        #expect(try platform.renga("logs", "-a", "loud", "-n", "1000").check().split(separator: "\n").count == 1000)
    }

    private func expectBounds(_ platform: Installation) throws {
        let status = try Files.text("/proc/\(platform.runner.pid)/status").split(separator: "\n")
        let anonymous = status.first { $0.hasPrefix("RssAnon:") }.flatMap { Int($0.filter(\.isNumber)) }
        #expect(try #require(anonymous) < 60 << 10, "\(anonymous ?? 0) kB are the runner's own")
        let segments = try Files.list(platform.root.logs(try platform.appName("loud")))
        let sizes = segments.compactMap { Files.status("\(platform.root.logs)/loud/\($0)")?.st_size }
        #expect(sizes.count <= 4 && sizes.allSatisfy { $0 <= 1 << 20 }, "\(sizes)")
        for id in try platform.dynoIDs() {
            for name in ["output.log", "output.log.1"] {
                let size = Files.status("\(platform.root.dyno(id))/\(name)")?.st_size ?? 0
                #expect(size <= 16 << 20, "\(id) has \(size) bytes in \(name)")
            }
        }
    }

    @Test func `runners that are killed meanwhile lose no line and write none twice`() throws {
        let platform = try Installation()
        try loud(platform, seconds: 4, rate: 2000)
        try platform.renga("ps:scale", "flood=1", "-a", "loud").check()
        func log() throws -> String { try platform.renga("logs", "-a", "loud", "-n", "10000", "-d", "flood.1").check() }
        try eventually("it prints") { try log().contains("app[flood.1]: line ") }
        for _ in 0..<3 { try platform.restartRunner(signal: SIGKILL) }
        try eventually("it has printed all", seconds: 60) { try log().contains("app[flood.1]: printed ") }
        let text = try log()
        let printed = try #require(numbers(text, behind: "app[flood.1]: printed ").first)
        #expect(numbers(text, behind: "app[flood.1]: line ") == Array(0..<printed))
    }

    @Test func `output that nobody reads has a limit`() throws {
        let platform = try Installation("logs: {dyno_bytes_max: 2 MB}\n")
        // Several times what is kept.
        try loud(platform, seconds: 3, rate: 0, least: 150_000)
        try platform.renga("ps:scale", "flood=1", "-a", "loud").check()
        try eventually("it prints") { try platform.renga("logs", "-a", "loud").check().contains("app[flood.1]: line ") }
        platform.stopRunner()
        let id = try #require(try platform.dynoIDs().first { $0.hasPrefix("loud.flood") })
        let output = "\(platform.root.dyno(id))/output.log"
        var largest: Int64 = 0
        try eventually("it has printed all") {
            largest = max(largest, Int64(Files.status(output)?.st_size ?? 0))
            return try Files.text(output).contains("stdout F printed ")
        }
        #expect(largest > 100_000 && largest <= 2 << 20)
        try platform.startRunner()
        try platform.waitUntilReady()
        try eventually("what is left of it is read") {
            try platform.renga("logs", "-a", "loud", "-n", "100").check().contains("app[flood.1]: printed ")
        }
        // What went before is said as well, as far as the kernel knows of it.
        try eventually("that is counted") {
            try platform.renga("logs", "-a", "loud", "-n", "10000").check()
                .contains("heroku[flood.1]: Error L12 (output buffer overflow): about ")
        }
    }

    @Test func `a key that follows logs without end takes no place of anybody else's`() throws {
        let platform = try Installation()
        try platform.create("shop")
        func ask() throws -> Descriptor {
            let socket = try UnixSocket.connect(platform.root.controlSocket)
            let request = #"{"key":1,"parameters":{"app":"shop","query":{"lines":1,"tail":true}},"request":"logs","version":2}"#
            try socket.write(all: Array("\(request)\n".utf8))
            return socket
        }
        func answer(_ socket: borrowing Descriptor) throws -> String {
            String(decoding: try readSome(from: socket.number) ?? [], as: UTF8.self)
        }
        var numbers: [Int32] = []
        defer { for number in numbers { _ = close(number) } }
        for _ in 0..<32 {
            let socket = try ask()
            #expect(try answer(socket).contains("\"log\""))
            numbers.append(socket.release())
        }
        #expect(try answer(try ask()).contains("this key has 32 of `logs --tail`, `run` and their like open"))
        try platform.renga("ps", "-a", "shop").check()
        // Whoever goes gives the place back.
        if let number = numbers.popLast() { _ = close(number) }
        try eventually("there is a place again") { try answer(try ask()).contains("\"log\"") }
    }
}
