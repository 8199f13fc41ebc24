import FoundationEssentials
import Model
import Testing

/// Manifests outlive the version that made them: what was shipped is read for ever.
@Suite("The manifest of a slug") struct SlugManifestTests {
    private static func golden(_ format: Int) throws -> [UInt8] { try FormatFile.read("slug-manifest-\(format).json") }

    private func decode(_ bytes: [UInt8]) throws -> SlugManifest { try JSONDecoder().decode(SlugManifest.self, from: Data(bytes)) }

    private func encode(_ manifest: SlugManifest) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(manifest), as: UTF8.self)
    }

    @Test func `of format 1 names one buildpack`() throws {
        let manifest = try decode(Self.golden(1))
        #expect(manifest.buildpacks == ["python"])
        #expect(manifest.app.text == "verse" && manifest.commit.text.hasPrefix("582fc95f") && manifest.stack == "debian-13")
        #expect(manifest.layers.map(\.role) == [.step, .step, .source, .toolchain, .stack])
        #expect(manifest.archived.map(\.key).first == "source-5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d")
        #expect(manifest.processes == ["web": "gunicorn verse.wsgi", "worker": "python worker.py"])
        #expect(manifest.release == "python manage.py migrate" && manifest.healthcheck == "/healthz")
        #expect(manifest.versions == ["python": "3.13"] && manifest.environment["PYTHONUNBUFFERED"] == "true")
    }

    @Test func `of format 2 names several, and the last one for those who know one alone`() throws {
        let old = try decode(Self.golden(1))
        let manifest = SlugManifest(
            app: old.app,
            commit: old.commit,
            stack: old.stack,
            buildpacks: ["nodejs", "python"],
            layers: old.layers,
            processes: old.processes,
            release: old.release,
            environment: old.environment,
            versions: old.versions,
            healthcheck: old.healthcheck
        )
        let golden = String(decoding: try Self.golden(2), as: UTF8.self)
        #expect(try encode(manifest) + "\n" == golden)
        #expect(golden.contains(#""buildpack":"python","buildpacks":["nodejs","python"]"#))
        #expect(try decode(Self.golden(2)) == manifest)
    }

    @Test(arguments: ["3", "0", "-1", "99999999999"]) func `of another format is refused, not misread`(format: String) throws {
        let text = String(decoding: try Self.golden(1), as: UTF8.self).replacing(#""format":1"#, with: "\"format\":\(format)")
        let failure = try #require(throws: Failure.self) { try decode(Array(text.utf8)) }
        #expect(failure.message == "a slug has format \(format); this version of Renga knows formats 1 to 2")
    }

    @Test func `without a format is none`() throws {
        let text = String(decoding: try Self.golden(1), as: UTF8.self).replacing(#""format":1,"#, with: "")
        #expect(throws: (any Error).self) { try decode(Array(text.utf8)) }
    }
}
