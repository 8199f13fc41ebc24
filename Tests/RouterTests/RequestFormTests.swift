import Model
import Testing

@testable import Router

/// The table of what is taken and what is refused, once by the parser alone and once over a socket.
@Suite("Request forms") struct RequestFormTests {
    private func read(_ text: String) throws(Refusal) -> (framing: RequestHead.Framing, count: Int) {
        var bytes = Array(text.utf8)
        if bytes.starts(with: [13, 10]) { bytes.removeFirst(2) }
        var scan = HeadScan()
        switch scan.look(at: bytes, 0..<bytes.count, firstLineMax: 8192, lineMax: 8192, headMax: 65_536) {
        case .bad(let refusal): throw refusal
        case .incomplete: throw .headTooLong
        case .complete(let count):
            var head = RequestHead(headersMax: 1000)
            try head.read(bytes, 0..<count)
            return (head.framing, count)
        }
    }

    private func decode(_ text: String, from start: Int) -> ChunkDecoder.Outcome {
        var decoder = ChunkDecoder()
        var out: [UInt8] = []
        let bytes = Array(text.utf8)
        return decoder.decode(bytes, start..<bytes.count, into: &out, chunked: true, limit: 1 << 20).outcome
    }

    @Test(arguments: RequestForm.all)
    func `the parser takes or refuses each form`(form: RequestForm) throws {
        switch form.fate {
        case .refused(let refusal): #expect(throws: refusal) { try read(form.text) }
        case .taken, .badBody:
            let (framing, count) = try read(form.text)
            guard framing == .chunked else { return }
            #expect(decode(form.text, from: count) == (form.fate == .taken ? .done : .bad))
        }
    }

    /// What is left of an earlier request behind the bytes that have come is no part of a head.
    @Test(arguments: RequestForm.all)
    func `a head is read at once where it is whole, and only there`(form: RequestForm) throws {
        var bytes = Array(form.text.utf8)
        if bytes.starts(with: [13, 10]) { bytes.removeFirst(2) }
        var head = RequestHead(headersMax: 1000)
        guard let (_, count) = try? read(form.text) else {
            // A limit is the scan's business, and it is asked before a long head is read.
            guard bytes.count <= 8192 else { return }
            #expect(throws: Refusal.self) { try head.read(bytes, 0..<bytes.count) }
            return
        }
        try head.read(bytes, 0..<bytes.count)
        #expect(head.byteCount == count)
        for end in 0..<count { #expect(throws: Refusal.self, "\(end) bytes of \(form)") { try head.read(bytes, 0..<end) } }
    }

    /// After each form another request follows at once: what was refused takes it along, what was taken does not.
    @Test func `over a socket, what is refused is answered 400 and ends the connection`() throws {
        let backend = try Backend.echoing()
        defer { backend.stop() }
        let router = try TestRouter()
        let hosts = ["a.test", "b.test", "a_b.test", "[::1]"]
        try router.serve([.init(name: "a", hosts: hosts, phase: .up, maintenance: false, backends: [backend.target("a")])])
        var expected: [String] = []
        for form in RequestForm.all {
            let peer = try router.client()
            peer.write(form.text + "GET /next HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n")
            let answer = try #require(peer.takeResponse(), "\(form)")
            if form.fate == .taken {
                #expect(answer.status == 200, "\(form)")
                if !form.text.contains("HTTP/1.0") { #expect(peer.takeResponse()?.status == 200, "\(form)") }
                expected.append(form.name)
            } else {
                #expect(answer.status == 400 && answer["connection"] == "close", "\(form)")
            }
            #expect(peer.takeRest().isEmpty, "\(form)")
        }
        let seen = backend.requests
        #expect(seen.filter { $0.start.contains(" /next ") }.count == expected.count - 1)
        #expect(seen.filter { !$0.start.contains(" /next ") }.filter(\.isWhole).count == expected.count)
    }
}
