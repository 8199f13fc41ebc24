import Model
import Planning
import Testing

@Suite("The plan of a folder") struct FolderPlanTests {
    @Test func `names the links that lead out of it, be they asked for or not, and no more than a few`() throws {
        var files = ["requirements.txt": "flask\n", "Procfile": "web: x\n", "lib/own": "-> ../requirements.txt"]
        for number in 0..<8 { files["lib/out\(number)"] = "-> ../../shared/\(number)" }
        #expect(!(try Fixture.plan(files).warnings).contains { $0.message.contains("out") })
        let folder = try AppFolder("apps/web")
        let warnings = try Fixture.plan(files) { $0.folder = folder }.warnings
        #expect(
            warnings.map(\.message) == [
                "links that lead out of the folder `apps/web`, which is the app: `lib/out0`, `lib/out1`, `lib/out2`, `lib/out3`, `lib/out4` and 3 more"
            ]
        )
    }
}
