import Linux
import Model
import Planning
import Testing
import YAML

/// Each shipped toolchain, over what its publisher's index looks like.
@Suite("What publishers list") struct ToolchainListTests {
    private static let sum = String(repeating: "ab", count: 32)

    private func read(_ name: String, _ text: String, source: Int = 0) throws -> VersionList {
        let archive = try Fixture.archives(of: name)[source]
        return try IndexReading(archive, try #require(archive.index), architecture: "amd64").read([Array(text.utf8)], now: 7)
    }

    private func planned(_ name: String, _ list: VersionList, source: Int = 0) throws -> PlannedArchive {
        let toolchain = try #require(try Fixture.settings().toolchains.first { $0.name == name })
        let archive = try Fixture.archives(of: name)[source]
        return try #require(PlannedArchive(toolchain, archive, list.entries[0], architecture: "amd64"))
    }

    @Test func `node: archives of this machine alone, long-term releases for everybody`() throws {
        let list = try read(
            "nodejs",
            """
            [{"version": "v25.1.0", "files": ["linux-x64"], "lts": false}, {"version": "v22.11.0", "files": ["linux-x64", "src"], "lts": "Jod"},
             {"version": "v0.8.6", "files": ["src"], "lts": false}, {"version": "v26.0.0-rc.1", "files": ["linux-x64"], "lts": false}]
            """
        )
        #expect(list.entries.map(\.version) == ["25.1.0", "22.11.0"])
        #expect(list.entries.map(\.isPreferred) == [false, true])
        let archive = try planned("nodejs", list)
        #expect(archive.url == "https://nodejs.org/dist/v25.1.0/node-v25.1.0-linux-x64.tar.xz")
        #expect(archive.sum == .file("https://nodejs.org/dist/v25.1.0/SHASUMS256.txt"))
        #expect(VersionList(Array(list.text.utf8)) == list)
    }

    @Test func `go: sums in the index, of archives for linux`() throws {
        let file = { (arch: String, kind: String) in
            #"{"filename": "x", "os": "linux", "arch": "\#(arch)", "version": "go1.25.1", "kind": "\#(kind)", "sha256": "\#(Self.sum)"}"#
        }
        let list = try read(
            "go",
            """
            [{"version": "go1.26rc1", "stable": false, "files": [\(file("amd64", "archive").replacing("go1.25.1", with: "go1.26rc1"))]},
             {"version": "go1.25.1", "stable": true, "files": [\(file("arm64", "archive")), \(file("amd64", "installer")), \(file("amd64", "archive"))]}]
            """
        )
        #expect(list.entries.map(\.version) == ["1.25.1"])
        let archive = try planned("go", list)
        #expect(archive.url == "https://go.dev/dl/go1.25.1.linux-amd64.tar.gz" && archive.sum == .known(Self.sum))
    }

    @Test func `python: lines of JSON, of each version its newest build`() throws {
        let line = { (version: String, build: String) in
            let url =
                "https://github.com/x/releases/download/\(build)/cpython-\(version)%2B\(build)-x86_64-unknown-linux-gnu-install_only_stripped.tar.gz"
            return
                #"{"version": "\#(version)+\#(build)", "artifacts": [{"platform": "aarch64-apple-darwin", "variant": "install_only_stripped", "url": "https://x/", "sha256": "\#(Self.sum)"}, {"platform": "x86_64-unknown-linux-gnu", "variant": "install_only_stripped", "url": "\#(url)", "sha256": "\#(Self.sum)"}]}"#
        }
        let text = [line("3.15.0a7", "20260310"), line("3.12.11", "20260310"), line("3.12.11", "20250101")].joined(separator: "\n") + "\n"
        let list = try read("python", text)
        #expect(list.entries.map(\.version) == ["3.12.11"])
        #expect(try planned("python", list).url.contains("/20260310/cpython-3.12.11%2B20260310-x86_64"))
    }

    @Test func `java: Temurin, and Zulu whose versions are lists of numbers`() throws {
        let temurin = try read(
            "jdk",
            #"[{"version": {"semver": "21.0.5+11.0.LTS"}, "binary": {"package": {"link": "https://x/jdk.tar.gz", "checksum": "\#(Self.sum)"}}}]"#
        )
        #expect(temurin.entries.map(\.version) == ["21.0.5"] && temurin.entries[0].url == "https://x/jdk.tar.gz")
        let zulu = try read(
            "jdk",
            #"[{"java_version": [8, 0, 432], "download_url": "https://y/z.tar.gz", "sha256_hash": "\#(Self.sum)"}]"#,
            source: 1
        )
        #expect(zulu.entries.map(\.version) == ["8.0.432"])
    }

    @Test func `maven, sbt and ruby: words of lines, and no candidates`() throws {
        let metadata = "<metadata>\n  <versions>\n      <version>3.9.9</version>\n      <version>4.0.0-rc-1</version>\n  </versions>\n"
        let maven = try read("maven", metadata)
        #expect(maven.entries.map(\.version) == ["3.9.9"])
        guard case .file(let file) = try planned("maven", maven).sum else { return #expect(Bool(false)) }
        #expect(file.hasSuffix("/3.9.9/apache-maven-3.9.9-bin.tar.gz.sha512"))
        #expect(try read("sbt", metadata.replacing("3.9.9", with: "1.11.7")).entries.map(\.version) == ["1.11.7"])
        let row = { (version: String, ending: String) in
            "ruby-\(version)\thttps://cache.ruby-lang.org/pub/ruby/3.4/ruby-\(version)\(ending)\tsha1\t\(Self.sum)\tsha512\n"
        }
        let ruby = try read(
            "ruby",
            "name\turl\tsha1\tsha256\tsha512\n" + row("3.4.9", ".tar.xz") + row("3.4.9", ".tar.gz") + row("2.7.8", ".tar.gz")
        )
        #expect(ruby.entries.map(\.version) == ["3.4.9"])
        let source = try planned("ruby", ruby)
        #expect(source.url.hasSuffix("/pub/ruby/3.4/ruby-3.4.9.tar.gz") && source.sum == .known(Self.sum) && source.recipe != nil)
    }

    @Test func `a list that this version or one before it has written is read`() throws {
        let list = try #require(VersionList(try Files.read("\(GoldenCase.repository)/Tests/Golden/formats/versions-1.list")))
        #expect(list.seenAt == 1_795_824_000 && list.entries.map(\.version) == ["24.19.0", "1.25.1"])
        #expect(list.entries[0].isPreferred && list.entries[0].url == nil && list.entries[1].sum == Self.sum)
    }

    @Test(arguments: [
        ("<html>moved</html>", "is not JSON"), ("[]", "no version that can be used"), ("{}", "no version that can be used"),
        (#"[{"version": "v22.1.0", "files": "linux"}]"#, "no version that can be used"),
        (#"[{"version": "v22.1.0", "files""#, "is not JSON"),
        (String(repeating: "[", count: 500), "is not JSON"),
    ])
    func `an index that is none is said to be none`(text: String, saying: String) throws {
        let failure = try #require(throws: Failure.self) { try read("nodejs", text) }
        #expect(failure.message.contains(saying), "\(failure.message)")
    }

    @Test func `an index without an end of versions, and a version that is a path, come to nothing`() throws {
        let many = (0...VersionList.entriesMax).map { #"{"version": "v1.0.\#($0)", "files": ["linux-x64"]}"# }.joined(separator: ",")
        #expect(throws: Failure.self) { try read("nodejs", "[\(many)]") }
        let archive = Toolchain.Archive(url: "https://x/$VERSION", checksum: .file(.sha256, "https://x/$VERSION.sum"))
        let index = Toolchain.Index(urls: ["https://x/"], form: .json(list: nil, each: nil), version: "v")
        let list = try IndexReading(archive, index, architecture: "amd64").read(
            [Array(#"[{"v": "../../etc"}, {"v": "1 0"}, {"v": "1.0"}]"#.utf8)],
            now: 0
        )
        #expect(list.entries.map(\.version) == ["1.0"])
    }
}
