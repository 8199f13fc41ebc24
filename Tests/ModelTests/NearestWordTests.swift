import Model
import Testing

@Suite("Nearest words") struct NearestWordTests {
    @Test func `count slips as people make them`() {
        #expect(NearestWord.distance("pakcages", "packages") == 1)
        #expect(NearestWord.distance("kitten", "sitting") == 3)
        #expect(NearestWord.distance("", "abc") == 3)
    }

    @Test func `offer only what is near`() {
        #expect(NearestWord.to("pakages", among: ["packages", "steps"]) == "packages")
        #expect(NearestWord.to("run", among: ["env", "steps"]) == nil)
        #expect(NearestWord.to("x", among: ["y"]) == nil)
    }
}
