import Model
import Planning
import Testing

@Suite("A page beside Python's files") struct PageBesidePythonTests {
    private static let message = "index.html is there, and beside Python's files it is served by nobody"

    private static func warns(_ files: [String: String]) throws -> Bool {
        try Fixture.plan(files).warnings.contains { $0.message == message }
    }

    @Test func `is named where nothing of them serves`() throws {
        let files = ["index.html": "hi", "app.py": "x"]
        #expect(try Self.warns(files))
        #expect(try !Self.warns(files.merging(["Procfile": "worker: python app.py\n"]) { $1 }))
        #expect(
            try !Self.warns([
                "index.html": "hi", "app.py": "from flask import Flask\napp = Flask(__name__)\n", "requirements.txt": "flask\n",
            ])
        )
        #expect(try !Self.warns(["app.py": "x"]))
    }

    @Test func `is served where the advice is followed`() throws {
        let plan = try Fixture.plan(["public/index.html": "hi", "app.py": "x", "renga.yml": "buildpack: static\n"])
        #expect(plan.buildpacks.map(\.id) == ["static"] && plan.processes.map(\.type) == ["web"])
    }
}
