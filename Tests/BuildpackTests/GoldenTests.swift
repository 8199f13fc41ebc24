import Model
import Planning
import Testing
import YAML

@Suite("Golden cases") struct GoldenTests {
    @Test(arguments: try GoldenCase.all("procfile")) func `Procfiles`(golden: GoldenCase) throws {
        do throws(SourceError) {
            let procfile = try Procfile.parse(Array(golden.input.utf8))
            golden.checkQuietly(procfile.lines.map { "\($0.line) \($0.type) = \($0.command)" })
        } catch {
            try golden.check(Transcript.problem(error.failure))
        }
    }

    @Test(arguments: try GoldenCase.all("buildpack")) func `mistakes in buildpacks`(golden: GoldenCase) throws {
        let error = try #require(throws: SourceError.self) {
            try BuildpackFile.read(Array(golden.input.utf8), file: "buildpacks/mine.yml")
        }
        try golden.check(error.rendering)
    }

    @Test(arguments: try GoldenCase.all("app-json")) func `mistakes in app.json`(golden: GoldenCase) throws {
        let error = try #require(throws: SourceError.self) { try AppJSON.parse(Array(golden.input.utf8)) }
        try golden.check(error.rendering)
    }

    @Test(arguments: try GoldenCase.all("plan")) func `plans and refusals`(golden: GoldenCase) throws {
        let output: [String]
        do {
            let plan = try Fixture.plan(golden.files)
            output = plan.page + [""] + Transcript.processTypes(of: plan)
        } catch let failure as Failure {
            output = Transcript.problem(failure)
        }
        try golden.check(output)
    }
}

extension GoldenCase {
    /// Within typed throws a failed write of a golden file is a failed test.
    func checkQuietly(_ output: [String]) {
        #expect(throws: Never.self) { try check(output) }
    }
}
