import Model
import Planning
import Testing

@Suite("Files that are there to say a version") struct UnsaidVersionTests {
    @Test(arguments: [
        ("runtime.txt", "3.12.4\n", 1, "`3.12.4` is none"), ("runtime.txt", "\n# none\npypy-3.10\n", 3, "`pypy-3.10` is none"),
        ("runtime.txt", "", 1, "it is empty"), (".python-version", "", 1, "it is empty"),
        (".python-version", "# none\n", 1, "has no line that says one"),
        (".python-version", "\u{FEFF}3.13\n", 1, "byte order mark (BOM)"), ("runtime.txt", "p\0y\0", 1, "UTF-16"),
    ]) func `never count as absent`(file: String, content: String, line: Int, why: String) throws {
        let failure = try Fixture.refusal(["requirements.txt": "flask\n", file: content])
        #expect(failure.message.hasPrefix("\(file):\(line):1: \(file) is there to say a version of Python, but"), "\(failure.message)")
        #expect(failure.message.contains(why))
        let advice = file == "runtime.txt" ? "python-3.13" : "3.13"
        #expect(failure.hint?.contains("write `\(advice)` into it") == true)
        #expect(try Fixture.plan(["requirements.txt": "flask\n", file: advice]).versions.first?.version == "3.13")
    }

    @Test(arguments: [
        (".python-version", "\u{FEFF}3.12\r\n", "3.12"), ("runtime.txt", "\u{FEFF}python-3.12\n", "python-3.12"),
        ("runtime.txt", "\u{FEFF}3.12\n", "python-3.13"), (".python-version", "\u{FEFF}# none\n", "3.13"),
        (".python-version", "\u{FEFF}\(String(repeating: "3", count: 50))\n", "3.13"), (".python-version", "\u{FEFF}3 12\n", "3.13"),
    ]) func `what was meant is what is to be written again`(file: String, content: String, advice: String) throws {
        let failure = try Fixture.refusal(["requirements.txt": "flask\n", file: content])
        #expect(failure.hint?.hasPrefix("write `\(advice)` into it as UTF-8 text") == true, "\(failure.hint ?? "")")
    }

    @Test func `a value of any length is shown in part`() throws {
        let range = String(repeating: ">=1.x || ", count: 5_000) + "!"
        let failure = try Fixture.refusal(["package.json": "{\"engines\": {\"node\": \"\(range)\"}, \"scripts\": {\"start\": \"node .\"}}"])
        #expect(failure.message.utf8.count < 1_000 && failure.detail.joined().utf8.count < 1_000)
    }

    @Test func `the version that is offered is one that the file may hold`() throws {
        let failure = try Fixture.refusal(["pyproject.toml": "[project]\nname = \"x\"\nrequires-python = \">=3.14\"\n"])
        #expect(failure.hint?.hasPrefix("write requires-python = \">=3.13\" into pyproject.toml; no stack here has") == true)
        #expect(
            try Fixture.plan(["pyproject.toml": "[project]\nname = \"x\"\nrequires-python = \">=3.13\"\n"]).versions[0].version == "3.13"
        )
    }

    @Test func `a stack is offered where it has the version, and then it serves`() throws {
        let files = ["requirements.txt": "flask\n", ".python-version": "3.11"]
        #expect(try Fixture.refusal(files).hint?.contains("choose the stack debian-12, which has it") == true)
        #expect(try Fixture.plan(files.merging(["renga.yml": "stack: debian-12\n"]) { $1 }).versions[0].version == "3.11")
    }
}
