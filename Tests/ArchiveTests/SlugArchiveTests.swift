import Glibc
import Linux
import Model
import Testing

@testable import Archive

@Suite("Slug archives") struct SlugArchiveTests {
    let fixture: ArchiveFixture
    init() throws { fixture = try ArchiveFixture() }

    private func slug() throws -> String {
        try fixture.fill(fixture.layer)
        let top = try fixture.folder("top")
        try Files.makeDirectory(top + "/app")
        try Files.replace(top + "/app/only-here", with: "top")
        let empty = try fixture.folder("empty")
        var archives: [String] = []
        for (index, layer) in [fixture.layer, empty, top].enumerated() {
            archives.append(fixture.path("\(index).zst"))
            try LayerArchive.write(layer, to: archives[index])
        }
        let path = fixture.path("slug.tar.zst")
        let bytes = try assemble(#"{"format":1}"#, archives, to: path)
        #expect(Files.status(path)?.st_size == Int(bytes))
        return path
    }

    private func assemble(_ manifest: String, _ layers: [String], to path: String) throws -> Int64 {
        let slug = try SlugArchive(manifest: Array(manifest.utf8), layers: layers)
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC)
        try slug.write(to: file.number)
        return slug.bytes
    }

    @Test func `tar lists the manifest and then the entries of all layers`() throws {
        let tar = fixture.path("slug.tar")
        _ = try fixture.run("/usr/bin/zstd", "-dq", try slug(), "-o", tar)
        // Two end blocks and nothing after them.
        #expect(try #require(Files.status(tar)).st_size % 512 == 0)
        let text = String(decoding: try fixture.run("/usr/bin/tar", "tf", tar, "--quoting-style=escape"), as: UTF8.self)
        let names = text.split(separator: "\n")
        #expect(names.first == "manifest.json")
        #expect(names.last == "app/only-here")
        #expect(names.contains("app/bin/run") && names.contains("app/second") && names.contains("app/line\\nbreak"))
        #expect(names.contains { $0.hasPrefix("app/nnnnnnnn") })
        #expect(names.contains { $0.contains("\\377\\376a") })
        #expect(try names.dropFirst().map(String.init) == ["0.zst", "2.zst"].flatMap { try fixture.names(fixture.path($0)) })
    }

    @Test func `tar unpacks it`() throws {
        let slug = try slug()
        let out = try fixture.folder("out")
        _ = try fixture.run("/usr/bin/tar", "-x", "--zstd", "-f", slug, "-C", out)
        #expect(try Files.text(out + "/app/only-here") == "top")
        #expect(try Files.text(out + "/manifest.json") == #"{"format":1}"#)
        #expect(try Files.read(out + "/app/big").count == 3_000_001)
    }

    @Test func `a slug of which a piece is gone is an error, and what was opened once stays whole`() throws {
        try fixture.fill(fixture.layer)
        let piece = fixture.path("0.zst")
        try LayerArchive.write(fixture.layer, to: piece)
        #expect(throws: ArchiveError.self) { try SlugArchive(manifest: [], layers: [piece, fixture.path("nowhere")]) }
        let slug = try SlugArchive(manifest: Array("{}".utf8), layers: [piece])
        try Files.remove(piece)
        let path = fixture.path("slug.tar.zst")
        for _ in 1...2 {
            let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC)
            try slug.write(to: file.number)
            #expect(try fixture.names(path).count > 1)
        }
    }
}
