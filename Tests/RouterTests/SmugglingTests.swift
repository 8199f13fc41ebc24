import Linux
import Model
import Testing

@testable import Router

/// The corpus of request smuggling, through the router to web servers that many apps use: they see what the router
/// logged and nothing else.
@Suite("Smuggling") struct SmugglingTests {
    struct Case {
        let name: String
        var status = 0
        var sees: [String] = []
        var bytes: [UInt8] = []

        init(_ name: String, _ text: String) throws {
            self.name = name
            for line in text.split(separator: "\n") {
                if line.hasPrefix("status: ") { status = Int(line.dropFirst(8)) ?? 0 }
                if line.hasPrefix("dyno sees: ") { sees.append(String(line.dropFirst(11))) }
                if line.hasPrefix("sends: ") { bytes = Self.unescaped(line.dropFirst(7)) }
            }
            guard status > 0, !bytes.isEmpty, text.hasPrefix("source: ") else { throw TestFailure("\(name) is no case") }
        }

        /// `\r`, `\n` and `\xNN` are bytes.
        private static func unescaped(_ text: Substring) -> [UInt8] {
            var bytes: [UInt8] = []
            var rest = Array(text.utf8)[...]
            while let byte = rest.popFirst() {
                guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
                    bytes.append(byte)
                    continue
                }
                switch kind {
                case UInt8(ascii: "r"): bytes.append(13)
                case UInt8(ascii: "n"): bytes.append(10)
                default:
                    bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                    rest = rest.dropFirst(2)
                }
            }
            return bytes
        }
    }

    @Test(arguments: RealBackend.Kind.allCases)
    func `both sides see the same requests`(kind: RealBackend.Kind) throws {
        let backend = try RealBackend(kind)
        let router = try TestRouter { $0.loops = 1 }
        try router.serve([
            .init(name: "a", hosts: ["smuggle.test", "internal"], phase: .up, maintenance: false, backends: [backend.target("a")])
        ])
        let names = try Files.list(RealBackend.folder).filter { $0.hasSuffix(".case") }.sorted()
        #expect(names.count > 40)
        for name in names {
            let example = try Case(name, try Files.text("\(RealBackend.folder)/\(name)"))
            let before = try backend.seen.count
            let peer = try router.client()
            peer.write(example.bytes)
            let answer = try #require(peer.takeResponse(), "\(name)")
            let final = answer.status == 100 ? try #require(peer.takeResponse(), "\(name)") : answer
            #expect(final.status == example.status, "\(name)")
            if example.status == 200 {
                for _ in example.sees.dropFirst() { #expect(peer.takeResponse()?.status == 200, "\(name)") }
                peer.write("GET /last HTTP/1.1\r\nHost: smuggle.test\r\nConnection: close\r\n\r\n")
                #expect(peer.takeResponse()?.status == 200, "\(name)")
            } else {
                #expect(final["connection"] == "close", "\(name)")
            }
            #expect(peer.takeRest().isEmpty, "\(name)")
            let last = example.status == 200 ? ["GET /last smuggle.test 127.0.0.1"] : []
            #expect(try Array(backend.seen.dropFirst(before)) == example.sees + last, "\(name)")
        }
        let seen = try backend.seen.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
        let logged = try router.log().filter { $0.contains(" dyno=web.1 ") && $0.contains(" status=200 ") }.map(Self.request)
        #expect(seen == logged)
    }

    /// `METHOD PATH` of a line of the access log.
    private static func request(_ line: String) -> String {
        let words = line.split(separator: " ")
        let method = words.first { $0.hasPrefix("method=") }?.dropFirst(7) ?? ""
        let path = words.first { $0.hasPrefix("path=") }?.dropFirst(6).dropLast() ?? ""
        return "\(method) \(path)"
    }
}
