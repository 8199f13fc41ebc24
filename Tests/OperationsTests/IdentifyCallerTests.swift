import Model
import RequestBench
import Testing
import Wire

@Suite("Who one is") struct IdentifyCallerTests {
    @Test func `the owner of a key is named by it, and root by itself`() throws {
        let bench = try RequestBench(as: RequestBench.gitUID)
        let key = try bench.key("ada@example.com")
        let ada = try bench.ask(IdentifyCaller(), key: key)
        #expect(ada.name == "ada@example.com" && ada.fingerprint?.hasPrefix("SHA256:") == true)
        #expect(ada.standing == .administrator && ada.apps == nil)
        let grace = try bench.ask(IdentifyCaller(), key: try bench.person("grace"))
        #expect(grace.standing == .person && grace.apps == [])
        #expect(throws: Failure.self) { try bench.ask(IdentifyCaller()) }
        #expect(try RequestBench().ask(IdentifyCaller()) == IdentifyCaller.Answer(name: "root"))
    }
}
