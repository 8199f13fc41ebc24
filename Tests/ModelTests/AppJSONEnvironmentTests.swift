import Model
import Testing

@Suite("app.json's environments") struct AppJSONEnvironmentTests {
    private func parsed(_ text: String, _ environment: String? = "review") throws -> AppJSON {
        try AppJSON.parse(Array(text.utf8), environment: environment)
    }

    private static let text = """
        {"env": {"A": "1", "B": "2", "C": {"required": true}}, "formation": {"web": {"quantity": 3}, "worker": {"quantity": 2}},
         "scripts": {"postdeploy": "seed"}, "stack": "debian-12",
         "environments": {
           "review": {"env": {"B": "review", "C": {"generator": "secret"}, "D": "new"}, "formation": {"web": {"quantity": 1}},
                      "scripts": {"postdeploy": "seed --few", "pr-predestroy": {"command": "drop"}}},
           "test": {"env": {"B": "test"}}}}
        """

    @Test func `count in place of what stands above, and variables each by itself`() throws {
        let review = try parsed(Self.text)
        let pairs = review.variables.map { "\($0.name)=\($0.value ?? "?")" }
        #expect(pairs == ["A=1", "B=review", "C=?", "D=new"] && review.requiredConfig.isEmpty)
        #expect(review.formation == ["web": 1] && review.postdeploy == "seed --few" && review.stack == "debian-12")
        #expect(try review.predestroy == "drop" && parsed(Self.text, nil).predestroy == nil)
        for none in [#"{"scripts": {"pr-predestroy": " "}}"#, #"{"scripts": {"pr-predestroy": null}}"#, "{}"] {
            #expect(try parsed(none).predestroy == nil)
        }
    }

    @Test func `of another kind, or of none, change nothing`() throws {
        for environment in [nil, "production"] {
            let plain = try parsed(Self.text, environment)
            #expect(
                plain.variables.map(\.name) == ["A", "B"] && plain.requiredConfig == ["C"] && plain.formation == ["web": 3, "worker": 2]
            )
        }
        #expect(try parsed(#"{"env": {"A": "1"}}"#).variables.map(\.name) == ["A"])
        #expect(try parsed(#"{"environments": null}"#) == parsed("{}"))
    }

    @Test(arguments: [
        (#"{"environments": []}"#, "`environments` must be an object"), (#"{"environments": {"review": 1}}"#, "`review` must be an object"),
        (#"{"environments": {"review": {"env": 1}}}"#, "`env` must be an object"),
        (#"{"environments": {"review": {"env": {"1": "x"}}}}"#, "cannot be the name of a config var"),
    ])
    func `with a mistake are told by their place`(_ text: String, _ words: String) throws {
        #expect { try parsed(text) } throws: { (($0 as? SourceError)?.failure.message ?? "").contains(words) }
        // Nobody else is held up by it.
        #expect(throws: Never.self) { try parsed(text, nil) }
    }
}
