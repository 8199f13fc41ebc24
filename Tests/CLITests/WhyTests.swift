import Model
import RequestBench
import Testing
import Wire

/// Over a real ledger, with a log that is told to the stub of the runner.
@Suite("renga why") struct WhyTests {
    private static let line =
        "2026-11-23T18:00:31.500000+00:00 heroku[router]: at=error code=H12 desc=\"Request timeout\" method=GET path=\"/slow\" host=shop "
        + "request_id=640b5973-aa fwd=\"1.2.3.4\" dyno=web.1 connect=0ms service=30014ms status=503 bytes=0 protocol=http"
    private let requests: RequestBench
    private let bench: Bench

    init() throws {
        requests = try RequestBench()
        bench = try Bench()
        bench.transport = requests
        try requests.release(of: try requests.app("shop"), ["web": "serve"])
    }

    private func why(_ id: String, _ lines: [String]) throws -> Bench.Outcome {
        requests.runner.set { $0.logLines = lines }
        return try bench.run(["why", id, "-a", "shop"])
    }

    @Test func `tells what became of a request`() throws {
        let said = "2026-11-23T18:00:31.100000+00:00 app[web.1]: in slow"
        let output = try why("640b", [said, Self.line]).output.split(separator: "\n").map(String.init)
        #expect(output.first == "2026-11-23T18:00:31Z  GET /slow  →  503 H12 Request timeout after 30014 ms  on web.1 (v1)", "\(output)")
        #expect(output[1].hasPrefix("H12: The dyno had not sent the first byte"))
        // That this command shows what the dyno said need not be said here.
        #expect(output[2] == "Do what takes long in a worker, and answer at once.", "\(output)")
        #expect(output.contains("web.1 said meanwhile:") && output.contains("  18:00:31 app[web.1]: in slow"))
    }

    @Test func `has what a dyno printed before it answered at once`() throws {
        let quick = Self.line.replacing("service=30014ms", with: "service=0ms")
        let said = "2026-11-23T18:00:31.498900+00:00 app[web.1]: quick"
        let older = "2026-11-23T18:00:31.400000+00:00 app[web.1]: another"
        let output = try why("640b", [older, said, quick]).output
        #expect(output.contains("  18:00:31 app[web.1]: quick") && !output.contains("another"), "\(output)")
    }

    @Test func `wants an id that is in the log, and one alone`() throws {
        let none = try why("ffff", [Self.line])
        #expect(none.status == 20 && none.errors.contains("no request in the log of `shop` has an id that begins with ffff"))
        let two = try why("640b", [Self.line, Self.line.replacing("640b5973-aa", with: "640b5973-bb")])
        #expect(two.status == 21 && two.errors.contains("640b5973-aa, 640b5973-bb"))
        #expect(try why("640b5973-bb", [Self.line, Self.line.replacing("-aa", with: "-bb")]).status == 0)
        for word in ["640", "a b c d", "\"quoted\""] { #expect(try why(word, []).status == 2, "\(word)") }
    }

    @Test func `has a page for each code`() throws {
        for code in PlatformCode.all {
            let outcome = try bench.run(["help", code.name.lowercased()])
            #expect(outcome.status == 0 && outcome.output.hasPrefix("=== \(code.name) \(code.title)\n\n"))
        }
        #expect(try bench.run(["help", "H77"]).errors.contains("there is no code H77 here"))
    }
}
