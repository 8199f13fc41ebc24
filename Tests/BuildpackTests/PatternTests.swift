import Model
import Planning
import Testing

@Suite("Patterns of a plan") struct PatternTests {
    private static let endless = """
        buildpack: none
        packages: {run: [{when: {contains: {file: data/list.txt, pattern: '(a+)+$'}}, names: [curl]}]}
        processes: {web: x}
        """

    @Test func `that would never end are refused with the pattern, the place and what next`() throws {
        let line = String(repeating: "a", count: 60) + "b"
        let failure = try Fixture.refusal([RengaFile.fileName: Self.endless, "data/list.txt": "fine\n\(line)\n"])
        #expect(failure.code == .limit)
        #expect(failure.message == "the pattern `(a+)+$` took too long in data/list.txt:2: it tries too many ways through one line")
        #expect(failure.hint?.contains("without a repetition inside of a repetition") == true)
    }

    @Test func `cross no line, so that blank lines cost what they weigh`() throws {
        let blank = String(repeating: "\n", count: 200_000)
        let plan = try Fixture.plan([
            "requirements.txt": "flask\n" + blank + "psycopg\n", "runtime.txt": "\n\n python-3.13\n", "app.py": "",
        ])
        #expect(plan.packages(for: .build).contains("libpq-dev"))
        #expect(plan.versions.map(\.because) == ["runtime.txt asks for 3.13"])
        let torn = try Fixture.refusal(["pyproject.toml": "requires-python =\n\">=3.12\"\n", "uv.lock": "", "app.py": ""])
        #expect(torn.message.hasPrefix("pyproject.toml:1:18:"), "a value on the next line is not the key's")
    }
}
