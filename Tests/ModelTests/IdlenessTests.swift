import Model
import Testing

@Suite("Why nothing of an app runs") struct IdlenessTests {
    private func words(_ types: Set<String>?, _ quantities: [String: Int], isHere: Bool = false) throws -> [String]? {
        let app = try #require(AppName("shop"))
        return Idleness(app, types: types, quantities: quantities, host: "git@host").map { [$0.message, $0.hint(isHere: isHere)] }
    }

    @Test func `is said by its three reasons, with commands that work where they are read`() throws {
        #expect(try words(nil, [:]) == ["Nothing was pushed to shop yet.", "Push it: git push heroku main"])
        #expect(try words([], [:])?.first == "shop declares no process types: nothing runs.")
        #expect(
            try words(["web", "clock"], ["web": 0])
                == ["All process types of shop are at 0.", "Start some: ssh git@host ps:scale web=1 -a shop"]
        )
        #expect(try words(["worker"], ["worker": 0], isHere: true)?.last == "Start some: renga ps:scale worker=1 -a shop")
        #expect(try words(["web", "worker"], ["worker": 1]) == nil)
    }
}
