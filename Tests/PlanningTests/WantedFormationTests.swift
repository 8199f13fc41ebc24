import Model
import Planning
import Testing

@Suite("The dynos of a formation") struct WantedFormationTests {
    @Test func `a type that was never scaled has one dyno if it is web, else none`() throws {
        let app = try #require(AppName("shop"))
        func quantities(_ formation: [String: Int]) -> [String: Int] {
            WantedFormation(app: app, deploy: 1, processes: ["web", "worker"], formation: formation).quantities
        }
        #expect(quantities([:]) == ["web": 1])
        #expect(quantities(["web": 0, "worker": 2, "gone": 3]) == ["worker": 2])
    }
}
