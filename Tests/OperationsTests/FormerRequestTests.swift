import Model
import RequestBench
import Testing

/// During an upgrade hooks and builders of the version before ask the new runner. The bytes are theirs, as recorded.
@Suite("Requests of the version before") struct FormerRequestTests {
    @Test(arguments: [
        (
            #"{"key":1,"operation":{"authorizePush":{"app":"shop","writes":true}}}"#,
            #"{"result":{"_0":{"repository":{"limits":LIMITS,"url":"git@localhost:shop.git"}}}}"#
        ),
        (
            #"{"operation":{"boot":{"app":"shop","deploy":7}}}"#,
            #"{"result":{"_0":{"booted":{"answers":{"web.1":200},"insecure":{},"milliseconds":12}}}}"#
        ),
        (
            #"{"operation":{"serve":{"app":"shop","deploy":7}}}"#,
            #"{"result":{"_0":{"release":{"message":"http://shop.localhost/","version":3}}}}"#
        ),
        (#"{"operation":{"news":{"app":"shop"}}}"#, #"{"result":{"_0":{"done":{"_0":"done"}}}}"#),
        (
            #"{"operation":{"noteRelease":{"app":"shop","deploy":7,"lines":["migrated"]}}}"#,
            #"{"result":{"_0":{"done":{"_0":"done"}}}}"#
        ),
    ])
    func `what hooks and builder ask is done, and answered in their form`(asked: String, expected: String) throws {
        let bench = try RequestBench()
        try bench.app("shop")
        _ = try bench.key("ada")
        let limits = #"{"cpuSecondsMax":600,"memoryBytes":1610612736,"pushBytesMax":2147483648,"secondsMax":3600}"#
        #expect(bench.answer(asked).last == expected.replacing("LIMITS", with: limits))
    }

    @Test func `they hear progress and refusals in the form that they know`() throws {
        let bench = try RequestBench(as: RequestBench.gitUID)
        _ = try bench.key("ada")
        let missing = bench.answer(#"{"key":1,"operation":{"authorizePush":{"app":"shop","writes":true}}}"#).last
        let words = "create it with `ssh git@localhost create shop`, then push again"
        #expect(
            missing
                == #"{"failure":{"_0":{"code":"notFound","detail":[],"hint":"\#(words)","message":"there is no app `shop`"}}}"#
        )
        try bench.app("shop")
        let boot = bench.answer(#"{"key":1,"operation":{"boot":{"app":"shop","deploy":7}}}"#).last
        #expect(boot.hasPrefix(#"{"failure":{"_0":{"code":"forbidden","#), "\(boot)")
    }

    @Test(arguments: [
        #"{"key":1,"operation":{"logs":{"app":"shop","query":{"lines":100,"tail":true}}}}"#,
        #"{"operation":{"setConfig":{"app":"shop","changes":{"A":"1"}}}}"#, #"{"operation":{"apps":{}}}"#, #"{"key":1}"#,
    ])
    func `a command of theirs is refused in words, and nothing is done`(asked: String) throws {
        let bench = try RequestBench()
        try bench.app("shop")
        _ = try bench.key("ada")
        let answer = bench.answer(asked)
        #expect(answer.last.hasPrefix(#"{"failure":{"_0":{"code":"unavailable","#))
        #expect(answer.last.contains("Renga is being upgraded: give the command again"))
        #expect(answer.progress.isEmpty && bench.runner.heard.isEmpty)
    }
}
