import FoundationEssentials
import Linux
import Model
import Testing
import Wire

@testable import Operations

/// Every request that is recorded, and every answer in the golden command lines, by our JSON and by Foundation's.
@Suite("Messages") struct MessageTests {
    private static let golden = Files.parent(of: Files.parent(of: #filePath)) + "/Golden"

    private func foundation(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    /// Whether the line is such a message.
    private func check<Message: Codable>(_ type: Message.Type, _ line: [UInt8]) throws -> Bool {
        guard let theirs = try? JSONDecoder().decode(type, from: Data(line)) else {
            #expect(throws: (any Error).self, "\(String(decoding: line, as: UTF8.self))") { try JSONCoder.decode(type, from: line) }
            return false
        }
        let ours = try JSONCoder.decode(type, from: line)
        let bytes = try foundation(theirs)
        #expect(String(decoding: try JSONCoder.encode(ours), as: UTF8.self) == String(decoding: bytes, as: UTF8.self))
        #expect(try JSONCoder.encode(theirs) == bytes)
        return true
    }

    private func check<Asked: Operation>(request type: Asked.Type, _ parameters: String) throws {
        let line = #"{"key":3,"parameters":\#(parameters),"request":"\#(type.name)","version":2}"#
        #expect(try check(ControlRequest<Asked>.self, Array(line.utf8)), "\(line)")
    }

    @Test func `are asked as Foundation would ask`() throws {
        for line in try Files.text(Self.golden + "/requests.txt").split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            let type = try #require(OperationList.all.first { $0.name == words[0] })
            try check(request: type, words[2])
        }
    }

    private func replies<Asked: Operation>(to type: Asked.Type, _ lines: [Substring]) throws -> Int {
        try lines.count { try check(ControlReply<Asked.Answer>.self, Array($0.utf8)) }
    }

    @Test func `are answered as Foundation would answer`() throws {
        var asked: Set<String> = []
        var replies = 0
        for name in try Files.list(Self.golden + "/cli") where name.hasSuffix(".case") {
            let lines = try Files.text("\(Self.golden)/cli/\(name)").split(separator: "\n")
            for type in OperationList.all
            where lines.contains(where: { $0.hasPrefix("(asks) ") && $0.contains(#""request":"\#(type.name)""#) }) {
                replies += try self.replies(to: type, lines.filter { $0.hasPrefix("{") })
                asked.insert(type.name)
            }
        }
        #expect(asked.count > 25 && replies > 80, "\(asked.sorted()), \(replies) replies")
    }

    @Test func `to and from the router are the same too`() throws {
        var report = RouterReport(worker: 4711)
        report.requestsPerSecond = 12.25
        report.apps = [.init(name: "shop", dynos: [.init(id: "d1", name: "web.1", active: 2, isSetAside: true)], waiting: 3)]
        let events: [RouterEvent] = [
            .applied(version: .max), .applied(version: 7, busy: ["d1"], unsaved: "No space left"), .drained(dyno: "d1"),
            .refused(version: 8, reason: "\u{1F}\"/\\"), .report(report), .retiring,
        ]
        for event in events { #expect(try check(RouterEvent.self, foundation(event))) }
        let app = RouteTable.App(name: "shop", hosts: ["shop.example.com"], phase: .noWeb, lacksWeb: true)
        let table = RouteTable(version: 9, apps: [app], certificates: [.init(id: "ab", hosts: ["*.example.com"])], affinityKey: "00")
        for request in [RouterRequest.routes(table), .report] { #expect(try check(RouterRequest.self, foundation(request))) }
    }
}
