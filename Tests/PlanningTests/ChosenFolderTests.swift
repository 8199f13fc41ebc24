import Model
import Planning
import Testing

@Suite("Which folder an app is") struct ChosenFolderTests {
    @Test func `what was set goes before config vars, and these are known by both names`() throws {
        let web = try AppFolder("apps/web")
        #expect(try ChosenFolder(setting: nil, config: [:]) == nil)
        #expect(try ChosenFolder(setting: nil, config: ["APP_BASE": "", "PROJECT_PATH": "./"]) == nil)
        #expect(try ChosenFolder(setting: web, config: ["APP_BASE": "api"])?.because == "buildpacks:root")
        #expect(try ChosenFolder(setting: nil, config: ["APP_BASE": "api/"])?.folder.path == "api")
        #expect(
            try ChosenFolder(setting: nil, config: ["APP_BASE": "api", "PROJECT_PATH": "web"])?.because == "the config var PROJECT_PATH"
        )
        let failure = #expect(throws: Failure.self) { try ChosenFolder(setting: nil, config: ["APP_BASE": "../x"]) }
        #expect(failure?.message.contains("the config var APP_BASE") == true)
    }

    @Test func `one that is not there is refused with those that are, and not with all of many`() throws {
        let chosen = try #require(try ChosenFolder(setting: AppFolder("web"), config: [:]))
        let commit = try #require(CommitID(String(repeating: "a", count: 40)))
        #expect(chosen.refusal(commit, known: ["api", "site"]).hint?.contains("the folders that are there: api, site;") == true)
        #expect(chosen.refusal(commit, known: []).hint?.contains("there are no folders in it") == true)
        #expect((chosen.refusal(commit, known: (0..<1_000).map { "folder-\($0)" }).hint?.count ?? 1_000) < 300)
    }
}
