import Glibc
import Linux
import Model
import Testing

/// Several people at once.
@Suite("At once") struct ConcurrencyTests {
    /// A push of `held` stops in its step; `closed` is what lets others come behind it.
    private func held(_ platform: Installation, _ gates: Gates, _ source: SampleApp) throws -> BackgroundPush {
        try gates.close(.step)
        let push = try BackgroundPush(platform, source, to: "shop")
        try gates.wait(for: push, at: .step)
        return push
    }

    private func start() throws -> (Installation, Gates, SampleApp) {
        let platform = try Gates.installation()
        try platform.create("shop")
        let gates = try Gates(platform, "shop")
        let source = try Gates.sampleApp("first")
        try platform.push(source, to: "shop").check()
        return (platform, gates, source)
    }

    @Test func `of two pushes to one app the second waits and is told behind whom`() throws {
        let (platform, gates, source) = try start()
        try source.commit(["message": "second"])
        let first = try held(platform, gates, source)
        let other = try SampleApp(cloning: source)
        try other.commit(["message": "third"])
        let second = try BackgroundPush(platform, other, to: "shop")
        try second.wait(for: "Waiting for alice's push to shop, begun ")
        try gates.open(.step)
        let (one, two) = (try first.finish(), try second.finish())
        #expect(one.status.isSuccess && one.text.contains("Released v4"), "\(one.text)")
        #expect(two.status.isSuccess && two.text.contains("Released v5"), "\(two.text)")
        let head = try other.head
        #expect(try platform.state("shop") == AppState(ref: head, release: head, answer: "third"))
        try platform.settle()
    }

    @Test func `pushes to two apps at once both succeed`() throws {
        let (platform, gates, source) = try start()
        try platform.create("other")
        try source.commit(["message": "second"])
        let first = try held(platform, gates, source)
        let second = try platform.push(try SampleApps.web("other"), to: "other")
        #expect(second.status.isSuccess, "\(second.text)")
        #expect(try platform.get("other") == (200, "other"))
        try gates.open(.step)
        let outcome = try first.finish()
        #expect(outcome.status.isSuccess, "\(outcome.text)")
        #expect(try platform.get("shop") == (200, "second"))
    }

    @Test func `a change of config vars waits for the push, and neither is lost`() throws {
        let (platform, gates, source) = try start()
        try source.commit(["message": "second"])
        let push = try held(platform, gates, source)
        let change = try BackgroundCommand(platform, ["config:set", "-a", "shop", "KEY=value"])
        try change.wait(for: "Waiting for alice's push to shop, begun ")
        try gates.open(.step)
        let outcome = try push.finish()
        #expect(outcome.status.isSuccess, "\(outcome.text)")
        let (changed, said) = (change.finish(), try change.text)
        #expect(changed.isSuccess, "\(said)")
        #expect(try platform.get("shop") == (200, "second"))
        #expect(try platform.get("shop", "/env/KEY") == (200, "value"))
        #expect(try platform.currentVersion("shop") == 5)
    }

    @Test func `an app is destroyed after the push that is under way, and who waits behind is told`() throws {
        let (platform, gates, source) = try start()
        try source.commit(["message": "second"])
        let push = try held(platform, gates, source)
        let destruction = try BackgroundCommand(platform, ["destroy", "-a", "shop", "--confirm", "shop"])
        try destruction.wait(for: "Waiting for alice's push to shop, begun ")
        try gates.open(.step)
        let outcome = try push.finish()
        #expect(outcome.status.isSuccess, "\(outcome.text)")
        let (destroyed, said) = (destruction.finish(), try destruction.text)
        #expect(destroyed.isSuccess, "\(said)")
        try eventually("the router knows no such app any more") { try platform.get("shop").status == 404 }
        let late = try platform.push(source, to: "shop")
        #expect(!late.status.isSuccess && late.text.contains("there is no app `shop`"), "\(late.text)")
        try platform.expectNoLeftovers(dynos: 0)
    }

    /// With what install.sh writes for sshd: its own default lets ten come to their key at a time, and drops others.
    @Test func `twenty pushes at the same moment all get through`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one")
        let pushes = try (1...20).map { number in
            try BackgroundPush(of: app, by: platform.pushCommand(app, to: "shop", ["main:refs/heads/topic-\(number)"]))
        }
        for push in pushes {
            let (status, text) = try push.finish()
            #expect(status.isSuccess, "\(text)")
        }
        #expect(try (1...20).allSatisfy { try platform.ref("refs/heads/topic-\($0)", of: "shop") != nil })
    }
}
