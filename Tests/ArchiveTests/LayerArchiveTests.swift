import Glibc
import Linux
import Model
import Testing

@testable import Archive

@Suite("Layer archives") struct LayerArchiveTests {
    let fixture: ArchiveFixture
    init() throws { fixture = try ArchiveFixture() }

    @Test func `a layer comes back as it was, without its pipes and sockets`() throws {
        try fixture.fill(fixture.layer)
        try LayerArchive.write(fixture.layer, to: fixture.path("layer.zst"))
        let out = try fixture.folder("out")
        try fixture.unpack(fixture.path("layer.zst"), into: out)
        try Files.remove(fixture.layer + "/app/pipe")
        // Removing the pipe changed the time of its directory alone.
        var times = [timespec(), timespec()]
        times[1] = try #require(Files.status(out + "/app")).st_mtim
        times[0] = times[1]
        try #require(utimensat(AT_FDCWD, fixture.layer + "/app", &times, 0) == 0)
        #expect(
            String(decoding: try fixture.listing(out), as: UTF8.self)
                == String(decoding: try fixture.listing(fixture.layer), as: UTF8.self)
        )
        #expect(try Files.read(out + "/app/big") == Files.read(fixture.layer + "/app/big"))
        #expect(Files.status(out + "/app/second")?.st_ino == Files.status(out + "/app/bin/run")?.st_ino)
        #expect(Files.status(out + "/app/gone").map { $0.st_mode & S_IFMT } == S_IFCHR)
    }

    @Test func `the same tree gives the same file`() throws {
        try fixture.fill(fixture.layer)
        try LayerArchive.write(fixture.layer, to: fixture.path("1"))
        try LayerArchive.write(fixture.layer, to: fixture.path("2"))
        #expect(try Files.read(fixture.path("1")) == Files.read(fixture.path("2")))
    }

    @Test func `holes are read as what they are, whole and without being looked for`() throws {
        let file = try Descriptor.open(fixture.layer + "/holes", O_RDWR | O_CREAT, mode: 0o644)
        for place in [0, 3 << 20, 7_000_001] {
            #expect(pwrite(file.number, "data", 4, off_t(place)) == 4)
        }
        #expect(ftruncate(file.number, 40 << 20) == 0)
        // Nothing but a hole, and larger than all that could be read in a test's time.
        let empty = try Descriptor.open(fixture.layer + "/empty", O_RDWR | O_CREAT, mode: 0o644)
        #expect(ftruncate(empty.number, 2 << 30) == 0)
        let archive = fixture.path("a.zst")
        try LayerArchive.write(fixture.layer, to: archive)
        let out = try fixture.folder("out")
        try fixture.unpack(archive, into: out)
        #expect(try Files.read(out + "/holes") == Files.read(fixture.layer + "/holes"))
        #expect(Files.status(out + "/empty")?.st_size == 2 << 30)
    }

    @Test func `a layer does not end the archive`() throws {
        try Files.replace(fixture.layer + "/a", with: "x")
        try LayerArchive.write(fixture.layer, to: fixture.path("a.zst"))
        let tar = try fixture.run("/usr/bin/zstd", "-dcq", fixture.path("a.zst"))
        #expect(tar.count == 1024)
        #expect(tar[512] == UInt8(ascii: "x"))
    }

    @Test func `an empty layer is an empty frame`() throws {
        try LayerArchive.write(fixture.layer, to: fixture.path("a.zst"))
        #expect(try fixture.run("/usr/bin/zstd", "-dcq", fixture.path("a.zst")).isEmpty)
    }

    @Test func `an archive that is cancelled or too large leaves nothing behind`() throws {
        try Files.replace(fixture.layer + "/a", with: (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &>> 3) })
        let path = try fixture.folder("archives") + "/a.zst"
        #expect(throws: ArchiveError.cancelled) { try LayerArchive.pack(fixture.layer, to: path) { true } }
        #expect(throws: ArchiveError.tooLarge(what: "the archive", limit: 50)) {
            try LayerArchive.pack(fixture.layer, to: path, bytesMax: 50)
        }
        #expect(throws: ArchiveError.self) { try LayerArchive.write(fixture.path("nowhere"), to: path) }
        #expect(try Files.list(fixture.path("archives")).isEmpty)
    }

    @Test func `an archive has its name once it is on disk, and goes with who let go of it before`() throws {
        try Files.replace(fixture.layer + "/a", with: "x")
        let folder = try fixture.folder("archives")
        var packed: PackedLayer? = try LayerArchive.pack(fixture.layer, to: folder + "/a.zst")
        #expect(try packed.map { try $0.bytes() > 0 && !Files.exists($0.path) } ?? false)
        #expect(try Files.list(folder).count == 1)
        packed = nil
        #expect(try Files.list(folder).isEmpty)
        packed = try LayerArchive.pack(fixture.layer, to: folder + "/a.zst")
        try packed?.place()
        packed = nil
        #expect(try Files.list(folder) == ["a.zst"])
    }

    @Test func `links in a layer are archived, never followed`() throws {
        try Files.link(fixture.layer + "/etc", to: "/etc")
        try LayerArchive.write(fixture.layer, to: fixture.path("a.zst"))
        #expect(try fixture.names(fixture.path("a.zst")) == ["etc"])
        let out = try fixture.folder("out")
        try fixture.unpack(fixture.path("a.zst"), into: out)
        #expect(Files.status(out + "/etc").map { $0.st_mode & S_IFMT } == S_IFLNK)
    }
}
