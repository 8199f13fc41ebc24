import FoundationEssentials
import Model
import Planning
import Testing

@testable import Builder

@Suite("The manifest that a plan comes to") struct PlannedManifestTests {
    private static let json = """
        {"stack":"debian-13","buildpacks":[{"id":"nodejs","name":"Node.js","file":"a","detected":[]},{"id":"ruby","name":"Ruby","file":"b",
        "detected":[]}],"versions":[{"toolchain":"nodejs","title":"Node.js","version":"20","because":"x"},{"toolchain":"ruby","title":"Ruby",
        "version":"3.3","because":"y"}],"toolchains":[],"environment":{"PATH":"/bin"},"secrets":{},"open":[],"submodules":[],"formation":{"web":1},"healthcheck":"/healthz",
        "processes":[{"type":"web","command":"puma","source":"buildpack","buildpack":"ruby"},{"type":"release","command":"migrate",
        "source":"procfile"}],"requiredConfig":[],"notes":[],"warnings":[],"ignored":[],"steps":[]}
        """

    @Test func `has what dynos need, and what the next build keeps`() throws {
        let plan = try JSONDecoder().decode(BuildPlan.self, from: Data(Self.json.utf8))
        var layers = BuiltLayers(stack: "stack-1")
        layers.files = ["source-1"]
        let app = try #require(AppName("shop"))
        let commit = try #require(CommitID(String(repeating: "a", count: 40)))
        let manifest = SlugManifest(app, commit, plan, layers)
        #expect(manifest.app == app && manifest.commit == commit && manifest.stack == "debian-13")
        #expect(manifest.buildpacks == ["nodejs", "ruby"])
        #expect(manifest.processes == ["web": "puma"] && manifest.release == "migrate", "no dyno is of the type release")
        #expect(manifest.versions == ["nodejs": "20", "ruby": "3.3"] && manifest.healthcheck == "/healthz")
        #expect(manifest.environment == ["PATH": "/bin"])
        #expect(manifest.layers.map(\.name) == ["source", "debian-13"] && manifest.archived.map(\.key) == ["source-1"])
    }
}
