import Testing

@testable import Drain

@Suite("What a drain's server answers") struct HTTPAnswerTests {
    @Test(arguments: [
        ("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok", 202, true),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, true),
        ("HTTP/1.1 204 No Content\r\n\r\n", 204, true), ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", 200, false),
        ("HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 500, false),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", 200, false),
        ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", 200, false),
        ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", 200, false), ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore", 200, false),
    ])
    func `is its status, and whether it can be asked again`(text: String, status: Int, keepsOpen: Bool) throws {
        // A byte at a time, or all at once, as the network may bring it.
        for size in [1, text.utf8.count] {
            var rest = Array(text.utf8)[...]
            let answer = try HTTPAnswer.read { () throws(DeliveryFailure) in
                defer { rest = rest.dropFirst(size) }
                return Array(rest.prefix(size))
            }
            // By bytes nothing is read of what comes behind its end.
            let isCutBefore = size == 1 && text.hasSuffix("more")
            #expect(answer.status == status && answer.keepsOpen == (keepsOpen || isCutBefore))
        }
    }

    @Test(arguments: ["", "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 2 OK\r\n\r\n", "HTTP/1.1 200 OK\r\n"])
    func `is refused where it is none`(text: String) {
        var parts = [Array(text.utf8)]
        #expect(throws: DeliveryFailure.self) {
            try HTTPAnswer.read { () throws(DeliveryFailure) in parts.popLast() ?? [] }
        }
    }

    @Test func `is not waited for without end`() {
        let interim = Array("HTTP/1.1 102 Processing\r\n\r\n".utf8)
        var count = 0
        let failure = #expect(throws: DeliveryFailure.self) {
            try HTTPAnswer.read { () throws(DeliveryFailure) in
                count += 1
                return count < 1000 ? interim : []
            }
        }
        #expect(failure?.words == "its answer has no end" && count < 100)
    }

    @Test func `is not read without end`() {
        var count = 0
        let failure = #expect(throws: DeliveryFailure.self) {
            try HTTPAnswer.read { () throws(DeliveryFailure) in
                count += 1
                return [UInt8](repeating: 65, count: 1024)
            }
        }
        #expect(failure?.words == "its answer has no end" && count <= 16)
    }
}
