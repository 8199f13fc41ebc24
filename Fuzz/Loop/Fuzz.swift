import Claim

@testable import Router

/// The whole connection state machine over the simulated network: the bytes decide what the peers do and when, or are
/// themselves what a client or a dyno says.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer lends `count` bytes at `data` for the time of the call.
    let all = Array(UnsafeBufferPointer(start: data, count: count))
    guard all.count > 2 else { return 0 }
    let seed = UInt64(all[1])
    let rest = Array(all[2...])
    let violations: [String]
    switch all[0] % 7 {
    case 0: violations = scenario.run(Choices(seed: seed, given: rest), isWell: true)
    case 1: violations = scenario.run(Choices(seed: seed, given: rest), isWell: false)
    case 2: violations = scenario.run(Choices(seed: seed), isWell: false, rawRequest: rest)
    case 4: violations = scenario.run(Choices(seed: seed, given: rest), isWell: true, speaksHTTP2: true)
    case 5: violations = scenario.run(Choices(seed: seed, given: rest), isWell: false, speaksHTTP2: true)
    case 6:
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
        violations = scenario.run(Choices(seed: seed), isWell: false, rawRequest: preface + rest)
    default: violations = scenario.run(Choices(seed: seed), isWell: false, rawAnswer: rest)
    }
    claim(violations.isEmpty, "\(violations.prefix(3))")
    return 0
}

private let scenario: Scenario = {
    do { return try Scenario(logPath: "/dev/null") } catch { preconditionFailure("\(error)") }
}()
