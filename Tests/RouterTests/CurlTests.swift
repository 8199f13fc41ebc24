import Linux
import Model
import Testing

@testable import Router

@Suite("With curl") struct CurlTests {
    @Test func `uploads and downloads with curl`() throws {
        let backend = try Backend.echoing()
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let file = router.root.path + "/upload"
        try Files.replace(file, with: (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0) })
        let url = "http://myapp.test:\(router.port)/"
        let outcome = try Command(
            "/usr/bin/curl",
            [
                "-sS", "--resolve", "myapp.test:\(router.port):127.0.0.1", "-o", file + ".back", "-w",
                "%{http_code} %{num_connects}",
                "-T", file, "-H", "Expect: 100-continue", url,
            ]
        ).run()
        #expect(outcome.text == "200 1")
        #expect(try Files.read(file) == Files.read(file + ".back"))
    }
}
