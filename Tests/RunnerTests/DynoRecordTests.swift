import FoundationEssentials
import Linux
import Model
import Testing

@testable import Runner

/// A runner is exchanged while its dynos live on: what one version has written about them, the next one reads.
@Suite("What is written beside a dyno") struct DynoRecordTests {
    private static let golden = Files.parent(of: Files.parent(of: Files.parent(of: #filePath))) + "/Tests/Golden/formats"

    private func spec() throws -> DynoSpec {
        DynoSpec(
            id: "shop.web.1.ff58a03f",
            slot: DynoSlot(app: try .named("shop"), deploy: 9, type: "web", index: 1),
            port: 27448,
            command: "python3 server.py",
            healthcheck: nil,
            startedAt: 1_795_813_482_523_797
        )
    }

    @Test func `what the version wrote that knew no number is read`() throws {
        let record = try JSONDecoder().decode(DynoRecord.self, from: Data(try Files.read(Self.golden + "/dyno-1.json")))
        #expect(record == DynoRecord(spec: try spec(), address: "10.89.34.174"))
        #expect(record.endpoint == DynoEndpoint(address: "10.89.34.174", port: 27448))
    }

    @Test func `what is written has its number, and all that the version before looks for`() throws {
        let bytes = try JSONEncoder().encode(DynoRecord(spec: try spec(), address: "10.89.34.174"))
        let record = try JSONDecoder().decode(DynoRecord.self, from: bytes)
        #expect(record == DynoRecord(spec: try spec(), address: "10.89.34.174"))
        let new = try JSONParser.parse(Array(bytes), file: "new")
        guard case .object(let old) = try JSONParser.parse(try Files.read(Self.golden + "/dyno-1.json"), file: "old").content else {
            throw Failure(.internal, "no object")
        }
        #expect(new["version"]?.content == .number("1") && !old.isEmpty)
        for member in old where member.name != "slot" { #expect(new[member.name]?.content == member.value.content, "\(member.name)") }
        for name in ["app", "deploy", "type", "index"] {
            #expect(new.value(at: "slot.\(name)")?.content == old.first { $0.name == "slot" }?.value[name]?.content, "\(name)")
        }
    }

    private func folder(_ texts: [String: String]) throws -> (LogFolder, InstallationRoot) {
        let files = try LogFolder()
        let root = try #require(InstallationRoot(files.path + "/root"))
        for (id, text) in texts {
            try Files.makeDirectory(root.dyno(id))
            try Files.replace(root.dyno(id) + "/dyno.json", with: text)
        }
        return (files, root)
    }

    @Test func `what nobody can read is nobody's, and stops no runner`() throws {
        let old = try Files.text(Self.golden + "/dyno-1.json")
        let newer = String(old.dropLast()) + #","version":2}"#
        let (files, root) = try folder(["newer": newer, "torn": "{\"id\":", "empty": "", "strange": "{}", "known": old, ".gone-known": old])
        defer { withExtendedLifetime(files) {} }
        let ids = ["newer", "torn", "empty", "strange", ".gone-known", "absent"]
        for id in ids { #expect(try DynoFolder(root, id).read() == nil, "\(id)") }
        #expect(try DynoFolder(root, "known").read()?.spec == spec())
    }

    @Test func `that it was up is remembered, and all of it goes`() throws {
        let (files, root) = try folder([:])
        defer { withExtendedLifetime(files) {} }
        try Files.makeDirectory(root.dynos)
        let folder = DynoFolder(root, "shop.web.1.ff58a03f")
        try folder.make(DynoRecord(spec: try spec(), address: "10.89.34.174"))
        #expect(try !folder.wasUp && folder.read()?.spec == spec())
        #expect(try folder.upSince == nil)
        try folder.markUp(since: 4711)
        #expect(try folder.wasUp && folder.upSince == 4711)
        // As the version before wrote it.
        try Files.replace(folder.path + "/up", with: "")
        #expect(try folder.wasUp && folder.upSince == nil)
        try folder.remove()
        try folder.remove()
        #expect(try Files.list(root.dynos) == [])
    }

    @Test func `an address is one dyno's until that is forgotten`() throws {
        let news = LocalNews()
        var spec = try spec()
        var addresses: Set<String> = []
        for number in 0..<100 {
            spec.id = "\(number)"
            addresses.insert(try news.add(spec, prefix: "10.89").address)
        }
        #expect(addresses.count == 100 && news.dynos.count == 100)
        news.forget("7")
        #expect(news.dyno("7") == nil && news.dyno("8")?.spec.id == "8")
    }
}
