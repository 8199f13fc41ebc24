import Model
import Sandbox
import Testing

@testable import Builder

@Suite("What curl says") struct CurlReportTests {
    private func failure(_ result: CageResult, _ lines: String...) -> Failure? {
        var report = CurlReport()
        for line in lines { report.read(line) }
        return report.failure(result, what: "Node 20", url: "https://example.com/x", bytesMax: 5 << 20, secondsMax: 600)
    }

    @Test func `is nothing where all is there`() { #expect(failure(.exited(0), "renga 200 0") == nil) }

    @Test(
        arguments: [
            (22, "renga 404 0", "its publisher does not have it any more (HTTP 404)"),
            (22, "renga 410 0", "its publisher does not have it any more (HTTP 410)"),
            (22, "renga 503 1", "the server answers with HTTP 503"), (47, "", "never to the file"), (63, "", "it is larger than"),
            (18, "", "broke in the middle"), (28, "", "did not come within 10 minutes"),
            (6, "curl: (6) Could not resolve host: example.com", "Could not resolve host: example.com"),
        ] as [(Int32, String, String)]
    ) func `is told in words, with what and where`(_ code: Int32, _ line: String, _ words: String) {
        let failure = failure(.exited(code), line)
        #expect(failure?.code == .unavailable && failure?.message.hasPrefix("Node 20 cannot be fetched: ") == true)
        #expect(failure?.message.contains(words) == true, "\(String(describing: failure))")
        #expect(failure?.hint?.contains("https://example.com/x") == true)
    }

    @Test func `of one who gave up is that`() { #expect(failure(.cancelled)?.code == .cancelled) }

    @Test func `of how far it has come is read from its own line, and of nothing else`() {
        var report = CurlReport()
        report.read("one two three")
        #expect(report.state == nil)
        report.read(" 35 24.5M   35 8780k    0     0  2100k      0  0:00:11  0:00:04  0:00:07 2101k")
        #expect(report.state == "35% of 24.5M")
    }
}
