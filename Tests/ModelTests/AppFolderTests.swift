import Model
import Testing

@Suite("The folder that is an app") struct AppFolderTests {
    @Test(arguments: ["apps/web", "./apps/web/", "apps//web", "/apps/./web"]) func `is written in whatever way`(_ text: String) throws {
        #expect(try AppFolder(text).path == "apps/web")
    }

    @Test(arguments: ["", ".", "/", "..", "apps/../web", "a\nb", "a\0", String(repeating: "a/", count: 600)])
    func `leads nowhere else`(_ text: String) { #expect(throws: Failure.self) { try AppFolder(text) } }
}
