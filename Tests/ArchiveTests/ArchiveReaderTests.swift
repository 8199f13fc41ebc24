import Glibc
import Linux
import Model
import Testing

@testable import Archive

/// What a stranger's archive may try, made by GNU tar.
@Suite("Reading archives") struct ArchiveReaderTests {
    let fixture: ArchiveFixture
    let out: String

    init() throws {
        fixture = try ArchiveFixture()
        out = try fixture.folder("out/inner")
    }

    private func tar(_ arguments: String..., of files: [String: String] = ["first": "1"]) throws -> String {
        for (name, text) in files { try Files.replace(fixture.layer + "/" + name, with: text) }
        let path = fixture.path("evil.tar")
        let command = Command("/usr/bin/tar", ["-P", "-cf", path] + arguments, workingDirectory: fixture.layer)
        try command.check()
        return path
    }

    /// The archive is refused and nothing stands outside of the directory it was to be unpacked into.
    private func expectRefusal(_ path: String, _ matches: (ArchiveError?) -> Bool = { _ in true }) throws {
        let error = #expect(throws: ArchiveError.self) { _ = try ArchiveReader.extract(path, into: out) }
        #expect(matches(error), "\(String(describing: error))")
        #expect(try Files.list(fixture.path("out")) == ["inner"])
    }

    private func isRefusal(_ error: ArchiveError?) -> Bool {
        if case .refused = error { return true }
        return false
    }

    @Test(arguments: ["s,^,../,", "s,^,a/../../,", "s,^.*,..,", "s,^,a//../../,"])
    func `a name with dots in it is refused`(transform: String) throws {
        try expectRefusal(tar("--transform=" + transform, "first"), isRefusal)
    }

    @Test func `an absolute name is refused`() throws {
        try expectRefusal(tar("--transform=s,^,\(fixture.path("out"))/,", "first"), isRefusal)
    }

    @Test func `a hard link that leads out is refused`() throws {
        try Files.replace(fixture.path("secret"), with: "s")
        _ = try tar("first")
        try #require(link(fixture.layer + "/first", fixture.layer + "/second") == 0)
        for target in ["../../secret", fixture.path("secret")] {
            try Files.removeTree(out)
            try Files.makeDirectory(out)
            try expectRefusal(tar("--transform=flags=RSh;s,^first,\(target),", "first", "second", of: [:]), isRefusal)
            #expect(!Files.exists(out + "/second"))
        }
    }

    @Test func `a file below a link is not written where the link leads`() throws {
        let outside = try fixture.folder("outside")
        try Files.link(fixture.layer + "/a", to: outside)
        let path = try tar("a")
        try Files.remove(fixture.layer + "/a")
        try Files.makeDirectory(fixture.layer + "/a")
        try Files.replace(fixture.layer + "/a/evil", with: "x")
        _ = try fixture.run("/usr/bin/tar", "-rf", path, "a/evil", in: fixture.layer)
        try expectRefusal(path)
        #expect(throws: ArchiveError.self) { _ = try ArchiveReader.extract(path, into: out, replacing: true) }
        #expect(try Files.list(outside).isEmpty)
    }

    @Test func `a hard link through a link is not made`() throws {
        let outside = try fixture.folder("outside")
        try Files.replace(outside + "/secret", with: "s")
        try Files.link(fixture.layer + "/a", to: outside)
        let path = try tar("a")
        try Files.remove(fixture.layer + "/a")
        try Files.replace(fixture.layer + "/x", with: "s")
        try #require(link(fixture.layer + "/x", fixture.layer + "/y") == 0)
        _ = try fixture.run(
            "/usr/bin/tar",
            "-rf",
            path,
            "--transform=flags=RSh;s,^x,a/secret,",
            "x",
            "y",
            in: fixture.layer
        )
        try expectRefusal(path)
        #expect(Files.status(outside + "/secret")?.st_nlink == 1)
    }

    @Test func `a device and a pipe are refused`() throws {
        try #require(mkfifo(fixture.layer + "/pipe", 0o600) == 0)
        try expectRefusal(tar("pipe"), isRefusal)
    }

    @Test func `an archive that was cut off is an error`() throws {
        try fixture.fill(fixture.layer)
        _ = try LayerArchive.write(fixture.layer, to: fixture.path("whole.zst"))
        let whole = try Files.read(fixture.path("whole.zst"))
        for count in [whole.count - 1, whole.count / 2, 20] {
            try Files.replace(fixture.path("cut.zst"), with: Array(whole[..<count]))
            try Files.removeTree(out)
            try Files.makeDirectory(out)
            try expectRefusal(fixture.path("cut.zst"))
        }
        try Files.replace(fixture.path("noise"), with: [UInt8](repeating: 0x55, count: 4096))
        try expectRefusal(fixture.path("noise"))
    }

    @Test func `set-user bits are taken off`() throws {
        _ = try tar("first")
        try #require(chmod(fixture.layer + "/first", 0o6755) == 0)
        _ = try ArchiveReader.extract(tar("first", of: [:]), into: out)
        #expect(Files.status(out + "/first").map { $0.st_mode & 0o7777 } == 0o755)
    }

    @Test func `an archive over its limits is refused`() throws {
        let path = try tar("first", "second", of: ["first": "12345", "second": "12345"])
        var limits = ArchiveReader.Limits()
        limits.bytesMax = 10
        limits.entriesMax = 2
        #expect(try ArchiveReader.extract(path, into: out, limits: limits).bytes == 10)
        for (bytes, entries) in [(9, 2), (10, 1)] {
            try Files.removeTree(out)
            try Files.makeDirectory(out)
            limits.bytesMax = Int64(bytes)
            limits.entriesMax = entries
            #expect(throws: ArchiveError.self) { _ = try ArchiveReader.extract(path, into: out, limits: limits) }
        }
    }

    @Test func `names in UTF-8 are read in any locale`() throws {
        let path = try tar(
            "--format=pax",
            "größe\(String(repeating: "ß", count: 80))",
            of: ["größe\(String(repeating: "ß", count: 80))": "x"]
        )
        #expect(try ArchiveReader.list(path).map(\.path) == [Array("größe\(String(repeating: "ß", count: 80))".utf8)])
    }
}
