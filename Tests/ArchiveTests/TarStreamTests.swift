import Glibc
import Linux
import Model
import Testing

@testable import Archive

@Suite("A tar archive that somebody sends") struct TarStreamTests {
    private let folder = "/tmp/renga-tar-\(getpid())-\(Int.random(in: 100_000...999_999))"

    private struct Read: Equatable {
        var kind: TarStream.Kind
        var text: String
    }

    private func read(_ bytes: [UInt8]) throws -> [String: Read] {
        let file = try Descriptor.nameless(holding: bytes)
        var stream = TarStream(file.number)
        var all: [String: Read] = [:]
        while let entry = try stream.next() {
            var contents = entry.target
            try stream.contents { contents += $0 }
            let path = String(decoding: entry.path, as: UTF8.self)
            #expect(all.updateValue(Read(kind: entry.kind, text: String(decoding: contents, as: UTF8.self)), forKey: path) == nil)
        }
        return all
    }

    /// A tree with what is hard about names, archived by a program.
    private func archive(_ words: [String]) throws -> [UInt8] {
        defer { try? Files.removeTree(folder) }  // Best effort: a test's files.
        let deep = String(repeating: "long-name-of-a-folder/", count: 8) + "file"
        for (path, text) in ["Procfile": "web: serve\n", "a/empty": "", "a/ünï": String(repeating: "x", count: 1025), deep: "deep\n"] {
            try Files.makeDirectory(Files.parent(of: "\(folder)/\(path)"))
            try Files.replace("\(folder)/\(path)", with: text)
        }
        try Files.replace("\(folder)/run", with: "#!/bin/sh\n", mode: 0o755)
        try Files.link("\(folder)/link", to: deep)
        if words[0] == "/usr/bin/git" {
            for command in [["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one"]] {
                try Command("/usr/bin/git", ["-C", folder] + command).check()
            }
        }
        return try Command(words[0], words.dropFirst().map { $0 == "FOLDER" ? folder : $0 }).run().output
    }

    @Test(arguments: [
        ["/usr/bin/git", "-C", "FOLDER", "archive", "HEAD"], ["/bin/tar", "-C", "FOLDER", "--format=gnu", "-cf", "-", "."],
        ["/bin/tar", "-C", "FOLDER", "--format=pax", "-cf", "-", "."],
        ["/bin/tar", "-C", "FOLDER", "--format=posix", "-cf", "-", "a", "run", "link", "Procfile", "long-name-of-a-folder"],
    ])
    func `is read as git and tar write it`(words: [String]) throws {
        let deep = String(repeating: "long-name-of-a-folder/", count: 8) + "file"
        let all = try read(try archive(words)).filter { $0.value.kind != .directory }
        #expect(
            all == [
                "Procfile": Read(kind: .file, text: "web: serve\n"), "a/empty": Read(kind: .file, text: ""),
                "a/ünï": Read(kind: .file, text: String(repeating: "x", count: 1025)), deep: Read(kind: .file, text: "deep\n"),
                "run": Read(kind: .executable, text: "#!/bin/sh\n"), "link": Read(kind: .link, text: deep),
            ]
        )
    }

    /// One header of a file, with its checksum, and what follows.
    private func entry(_ name: String, type: Character = "0", size: String = "00000000005", _ body: String = "hello") -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at place: Int) { for (offset, byte) in text.utf8.enumerated() { block[place + offset] = byte } }
        put(name, at: 0)
        put("0000644", at: 100)
        put(size, at: 124)
        put("        ", at: 148)
        put(String(type), at: 156)
        put("ustar\u{0}00", at: 257)
        let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
        put(String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} ", at: 148)
        return block + Array(body.utf8) + [UInt8](repeating: 0, count: (512 - body.utf8.count % 512) % 512)
    }

    private let end = [UInt8](repeating: 0, count: 1024)

    @Test func `nothing, and an archive of nothing, have no entries, and what is cut is refused`() throws {
        #expect(try read(end).isEmpty)
        #expect(throws: TarError.empty) { try read([]) }
        let whole = entry("a") + end
        #expect(try read(whole) == ["a": Read(kind: .file, text: "hello")])
        for count in [1, 100, 512, 514, 1000] { #expect(throws: TarError.cut) { try read(Array(whole.prefix(count))) } }
    }

    @Test func `what is no archive is refused at its first block`() {
        #expect(throws: TarError.self) { try read(Array(String(repeating: "this is a text\n", count: 100).utf8)) }
        var broken = entry("a") + end
        broken[0] = UInt8(ascii: "b")
        #expect(throws: TarError.header("the checksum of a header is wrong")) { try read(broken) }
    }

    @Test func `sizes that nothing has, second names and devices are refused`() {
        #expect(throws: TarError.self) { try read(entry("a", size: "77777777777z") + end) }
        #expect(throws: TarError.kind("1", Array("a".utf8))) { try read(entry("a", type: "1", size: "00000000000", "") + end) }
        #expect(throws: TarError.kind("3", Array("a".utf8))) { try read(entry("a", type: "3", size: "00000000000", "") + end) }
        let pax = "30 size=9999999999999999999\n"
        for text in [pax, "99 path=a\n", "0 path=a\n", "x", "7 path\n", "11 size=-1\n"] {
            let size = String(text.utf8.count, radix: 8)
            let head = entry("x", type: "x", size: String(repeating: "0", count: 11 - size.count) + size, text)
            #expect(throws: TarError.self, "\(text)") { try read(head + entry("a") + end) }
        }
        let long = String(repeating: "0", count: 4) + "1000000"
        #expect(throws: TarError.self) { try read(entry("x", type: "L", size: long, "") + end) }
    }
}
