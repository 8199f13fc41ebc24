import Model
import Planning
import Testing

@Suite("What the ledger wants of an app") struct WantedAppTests {
    @Test(arguments: DeployState.allCases) func `dynos of a deploy are wanted from its slug to its end`(_ state: DeployState) throws {
        let app = try #require(AppName("shop"))
        let deploys = [WantedApp.Deploy(id: 2, state: state, types: ["web"]), .init(id: 3, state: state, types: nil)]
        let wanted = WantedApp(
            app: app,
            current: .init(id: 1, state: .committed, types: ["web", "worker"]),
            former: [],
            unsettled: deploys,
            formation: ["web": 2],
            serving: WantedServing()
        )
        #expect(wanted.candidates.map(\.deploy) == (state == .booting || state == .prepared ? [2] : []))
        #expect(wanted.current?.slots.map(\.name) == ["web.1", "web.2"] && wanted.wantsWeb)
    }

    @Test func `an app without a slug wants nothing`() throws {
        let app = try #require(AppName("shop"))
        let blank = WantedApp(
            app: app,
            current: .init(id: 1, state: .committed, types: nil),
            former: [],
            unsettled: [],
            formation: [:],
            serving: WantedServing()
        )
        #expect(blank.current == nil && blank.candidates == [] && !blank.wantsWeb)
    }
}
