import Claim

@testable import Router

/// Any bytes as a chunked body: nothing crashes, where they are cut does not matter, and what is taken is restated as
/// chunks that hold the same payload and are taken again.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer lends `count` bytes at `data` for the time of the call.
    let all = Array(UnsafeBufferPointer(start: data, count: count))
    guard all.count > 1 else { return 0 }
    let bytes = Array(all[1...])
    let bare = decode(bytes, step: bytes.count, chunked: false)
    let cut = decode(bytes, step: Int(all[0]) % 64 + 1, chunked: false)
    claim(bare.outcome == cut.outcome && bare.taken == cut.taken, "the cut decides")
    if bare.outcome != .bad { claim(bare.out == cut.out, "the cut changes the payload") }
    let chunked = decode(bytes, step: Int(all[0]) % 64 + 1, chunked: true)
    claim(chunked.outcome == bare.outcome && chunked.taken == bare.taken, "restating decides")
    guard bare.outcome == .done else { return 0 }
    let again = decode(chunked.out, step: chunked.out.count, chunked: false)
    claim(again.outcome == .done && again.taken == chunked.out.count && again.out == bare.out, "restated badly")
    return 0
}

private struct Decoded {
    var out: [UInt8] = []
    var taken = 0
    var outcome = ChunkDecoder.Outcome.more
}

private func decode(_ bytes: [UInt8], step: Int, chunked: Bool) -> Decoded {
    var decoder = ChunkDecoder()
    var decoded = Decoded()
    while decoded.taken < bytes.count, decoded.outcome == .more {
        let end = min(decoded.taken + step, bytes.count)
        let (taken, outcome) = decoder.decode(
            bytes,
            decoded.taken..<end,
            into: &decoded.out,
            chunked: chunked,
            limit: .max
        )
        claim(taken > 0, "no progress")
        decoded.taken += taken
        decoded.outcome = outcome
    }
    claim(decoder.payload <= bytes.count, "more than there is")
    return decoded
}
