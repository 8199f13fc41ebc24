import Claim

@testable import Router

/// Any bytes as a request's or a response's head: nothing crashes, where they are cut does not matter, and what is taken
/// is restated as a head that reads the same.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer lends `count` bytes at `data` for the time of the call.
    let all = Array(UnsafeBufferPointer(start: data, count: count))
    guard all.count > 2 else { return 0 }
    let cut = Int(all[0]) % 64 + 1
    let isResponse = all[1] & 1 == 1
    let bytes = Array(all[2...])
    let whole = scan(bytes, step: bytes.count)
    let piecewise = scan(bytes, step: cut)
    // Which of two faults is seen first may depend on the cut, whether there is one may not.
    if case .bad = whole, case .bad = piecewise { return 0 }
    claim(whole == piecewise, "the cut decides")
    readAtOnce(bytes, whole, cut: min(cut, bytes.count), isResponse)
    guard case .complete(let headCount) = whole else { return 0 }
    if isResponse { response(bytes, headCount) } else { request(bytes, headCount) }
    return 0
}

/// Reading without a scan finds the same end, or none; and none before it, whatever follows in the storage.
private func readAtOnce(_ bytes: [UInt8], _ whole: HeadScan.Outcome, cut: Int, _ isResponse: Bool) {
    // Within this many bytes none of the scan's limits counts.
    let count = min(bytes.count, 512)
    for end in [cut, count] {
        guard let found = headCount(bytes, 0..<end, isResponse) else { continue }
        claim(found <= end && whole == .complete(found), "another end")
    }
    guard case .complete(let end) = whole, end <= count else { return }
    claim(headCount(bytes, 0..<end, isResponse) == headCount(bytes, 0..<count, isResponse), "what follows decides")
}

/// Of the head that the range begins with; nil: it is refused.
private func headCount(_ bytes: [UInt8], _ range: Range<Int>, _ isResponse: Bool) -> Int? {
    do throws(Refusal) {
        if isResponse {
            var head = ResponseHead(headersMax: 32)
            try head.read(bytes, range)
            return head.byteCount
        }
        var head = RequestHead(headersMax: 32)
        try head.read(bytes, range)
        return head.byteCount
    } catch {
        return nil
    }
}

private func scan(_ bytes: [UInt8], step: Int) -> HeadScan.Outcome {
    var scan = HeadScan()
    var end = 0
    var outcome = HeadScan.Outcome.incomplete
    while end < bytes.count, outcome == .incomplete {
        end = min(end + step, bytes.count)
        outcome = scan.look(at: bytes, 0..<end, firstLineMax: 512, lineMax: 512, headMax: 2048)
    }
    return outcome
}

private func request(_ bytes: [UInt8], _ count: Int) {
    var head = RequestHead(headersMax: 32)
    do throws(Refusal) { try head.read(bytes, 0..<count) } catch { return }
    let hop = RequestRestatement.Hop(peer: [49], isTrusted: bytes.count & 1 == 0, port: 80, wallMilliseconds: 1)
    let passesUpgrade = RequestRestatement.allowsUpgrade(head, bytes)
    var out: [UInt8] = []
    let forwardedFor = RequestRestatement.forwardedFor(head, bytes, hop)
    var text = RequestText()
    var random = Randomness(seed: 1)
    text.write(head, bytes, forwardedFor: forwardedFor, &random)
    RequestRestatement(hop: hop, passesUpgrade: passesUpgrade).write(head, bytes, text, forwardedFor: forwardedFor, into: &out)
    var again = RequestHead(headersMax: 64)
    do throws(Refusal) { try again.read(out, 0..<out.count) } catch { return claim(false, "restated badly: \(error)") }
    claim(again.framing == head.framing, "another framing")
    claim(out[again.method] == bytes[head.method], "another method")
    claim(out[again.hostName] == bytes[head.hostName], "another host")
    claim(again.minorVersion == 1 && again.expect == nil, "the version or the expectation passes")
    claim(again.connection.upgrade == passesUpgrade, "another upgrade")
    claim(!again.connection.nominates, "names headers of the hop before")
}

private func response(_ bytes: [UInt8], _ count: Int) {
    var head = ResponseHead(headersMax: 32)
    do throws(Refusal) { try head.read(bytes, 0..<count) } catch { return }
    var length: Int?
    if case .length(let count) = head.framing { length = count }
    var out: [UInt8] = []
    ResponseRestatement(framing: .none, isChunkedOut: length == nil, length: length, closes: false)
        .write(head, bytes, into: &out)
    var again = ResponseHead(headersMax: 64)
    do throws(Refusal) { try again.read(out, 0..<out.count) } catch { return claim(false, "restated badly: \(error)") }
    // The loop gives a 204 no length.
    claim(again.status == head.status && (again.keepsAlive || head.status == 204), "another status or connection")
    claim(again.framing == (length.map { .length($0) } ?? .chunked), "another framing")
}
