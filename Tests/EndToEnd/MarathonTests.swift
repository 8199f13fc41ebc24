import Glibc
import Linux
import Model
import Testing

/// Everything that changes under a running app, one after the other, while it is asked in every way.
@Suite("50 changes in a row") struct MarathonTests {
    @Test func `deploys, scales and exchanges of the router lose no request of any kind`() throws {
        let platform = try Installation("dyno: {drain_seconds_max: 5}\n")
        try platform.create("shop")
        let app = try SampleApps.web("1", ["server.py": MixedClient.server])
        try platform.push(app, to: "shop").check()
        let report = try MixedClient(platform, "shop").run { client in
            for number in 1...50 {
                switch number % 3 {
                case 0:
                    try app.commit(["message": "\(number)"])
                    try platform.push(app, to: "shop").check()
                    #expect(try platform.get("shop").body == "\(number)")
                case 1: try platform.renga("ps:scale", "-a", "shop", "web=\(1 + number / 3 % 3)").check()
                default: try platform.exchangeRouter()
                }
                try client.pass()
            }
        }
        #expect(report.failures.isEmpty, "\(report.failures.prefix(20))\n\(platform.diagnostics)")
        print("50 changes: \(report.answers), \(report.failures.count) failures")
    }
}
