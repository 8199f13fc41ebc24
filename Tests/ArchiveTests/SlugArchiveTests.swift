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
            _ = try LayerArchive.write(layer, to: archives[index])
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
    }

    @Test func `libarchive reads all frames as one archive`() throws {
        let listed = try ArchiveReader.list(slug())
        let layers = try ["0.zst", "2.zst"].flatMap { try ArchiveReader.list(fixture.path($0)) }
        #expect(listed.map(\.path) == [Array("manifest.json".utf8)] + layers.map(\.path))
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
        _ = try LayerArchive.write(fixture.layer, to: piece)
        #expect(throws: ArchiveError.self) { try SlugArchive(manifest: [], layers: [piece, fixture.path("nowhere")]) }
        let slug = try SlugArchive(manifest: Array("{}".utf8), layers: [piece])
        try Files.remove(piece)
        let path = fixture.path("slug.tar.zst")
        for _ in 1...2 {
            let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC)
            try slug.write(to: file.number)
            #expect(try ArchiveReader.list(path).count > 1)
        }
    }

    @Test func `layers unpacked one over the other leave what the topmost says`() throws {
        let top = try fixture.folder("top")
        for name in ["file", "folder/inner", "becomes-link/inner", "stays/below"] {
            try Files.makeDirectory(Files.parent(of: fixture.layer + "/" + name))
            try Files.replace(fixture.layer + "/" + name, with: "below")
        }
        try Files.replace(top + "/file", with: "top")
        try Files.makeDirectory(top + "/stays")
        try Files.replace(top + "/stays/top", with: "top")
        try #require(mknod(top + "/folder", S_IFCHR, 0) == 0)
        try Files.link(top + "/becomes-link", to: "/etc")
        for (layer, archive) in [(fixture.layer, "0.zst"), (top, "1.zst")] {
            _ = try LayerArchive.write(layer, to: fixture.path(archive))
        }
        let slug = fixture.path("slug.tar.zst")
        let archives = ["0.zst", "1.zst"].map(fixture.path)
        _ = try assemble("", archives, to: slug)

        let out = try fixture.folder("out")
        #expect(throws: ArchiveError.self) { _ = try ArchiveReader.extract(slug, into: out) }
        try Files.removeTree(out)
        try Files.makeDirectory(out)
        _ = try ArchiveReader.extract(slug, into: out, replacing: true)
        #expect(try Files.text(out + "/file") == "top")
        #expect(try Files.list(out + "/stays") == ["below", "top"])
        #expect(Files.status(out + "/folder").map { $0.st_mode & S_IFMT } == S_IFCHR)
        #expect(Files.status(out + "/becomes-link").map { $0.st_mode & S_IFMT } == S_IFLNK)
    }
}
