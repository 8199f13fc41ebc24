import Model
import Testing

@testable import Router

@Suite("Maintenance") struct MaintenanceTests {
    @Test func `an app's own page is shown to browsers, and JSON to those who ask for it`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter()
        let own = "<!DOCTYPE html><title>Back at noon</title>"
        try router.serve([backend.target("a")], maintenance: true) { $0.maintenancePage = own }
        let peer = try router.client()
        for _ in 1...2 {
            peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\nAccept: text/html\r\n\r\n")
            let page = try #require(peer.takeResponse())
            #expect(page.status == 503 && page.text == own)
            #expect(page["content-type"] == "text/html; charset=utf-8" && page["cache-control"] == "no-store")
        }
        let json = try router.get(headers: "Accept: application/json\r\n")
        #expect(json.status == 503 && json.text.contains("\"id\":\"H80\"") && json["cache-control"] == "no-store")
        peer.write("HEAD / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        let head = try #require(peer.takeResponse(toHead: true))
        #expect(head["content-length"] == "\(own.utf8.count)")
        // A pause makes no difference to it, and other errors have the router's page.
        try router.serve([backend.target("a")], maintenance: true) {
            $0.maintenancePage = own
            $0.isPaused = true
        }
        #expect(try router.get().text == own)
        try router.serve([], phase: .crashed) { $0.maintenancePage = own }
        #expect(try router.get().text.contains("H10"))
        #expect(backend.requests.isEmpty)
        #expect(try router.log().filter { $0.contains("at=info code=H80 desc=\"Maintenance mode\"") }.count == 5)
    }
}
