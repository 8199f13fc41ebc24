import Model
import Planning
import Testing

/// The corpora themselves are a publisher's that is not reached here: a double of NLTK's downloader says how it is called.
@Suite("The step that loads corpora of NLTK") struct CorporaStepTests {
    private static let files = ["requirements.txt": "nltk\n", "nltk.txt": "stopwords\r\n\n  punkt wordnet\n", "Procfile": "web: x\n"]
    private static let python = "case \"$*\" in *no-such*) echo 'Error loading no-such'; exit 1 ;; esac"

    private func step(_ files: [String: String]) throws -> PlannedStep? {
        try Fixture.plan(files).steps.first { $0.name == "Loading corpora of NLTK" }
    }

    @Test func `loads what nltk.txt names, where NLTK looks in a dyno: below the environment that its Python is of`() throws {
        let step = try #require(try step(Self.files))
        #expect(step.network && step.inputs.map(\.path) == ["nltk.txt"])
        let trial = try StepTrial(step, files: Self.files, programs: ["python": Self.python])
        let result = try trial.run()
        #expect(result.succeeds && result.text.contains("$ python -m nltk.downloader stopwords punkt wordnet"), "\(result.text)")
        #expect(try trial.calls() == ["python -m nltk.downloader -e -d /app/.heroku/python/nltk_data stopwords punkt wordnet"])
    }

    @Test func `says which file names one that is not there`() throws {
        let trial = try StepTrial(try #require(try step(Self.files)), files: ["nltk.txt": "no-such\n"], programs: ["python": Self.python])
        let result = try trial.run()
        #expect(!result.succeeds && result.text.contains("nltk.txt asks for a corpus that could not be loaded"))
    }

    @Test func `is there for an app that has both alone, and says what is missing`() throws {
        #expect(try step(Self.files.filter { $0.key != "nltk.txt" }) == nil)
        let without = Self.files.merging(["requirements.txt": "six\n"]) { $1 }
        #expect(try step(without) == nil)
        #expect(try Fixture.plan(without).warnings.contains { $0.message.hasPrefix("nltk.txt is there, and nltk is not among") })
    }
}
