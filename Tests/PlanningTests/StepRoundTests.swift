import Planning
import Testing

@Suite("Rounds of steps") struct StepRoundTests {
    private func rounds(_ steps: String) -> String {
        // A letter is a step of that buildpack, a small one stands alone.
        let planned = steps.enumerated().map { number, letter in
            var step = PlannedStep(name: "\(number)", buildpack: letter.uppercased(), script: "", patterns: [], inputs: [])
            step.alone = letter.isLowercase
            return step
        }
        let rounds = StepRounds.of(planned)
        #expect(rounds.joined().joined().map(\.name) == planned.map(\.name), "\(steps)")
        return rounds.map { chains in chains.map { $0.map(\.buildpack).joined() }.joined(separator: "|") }.joined(separator: " ")
    }

    @Test func `are chains of buildpacks that need nothing of each other`() {
        #expect(rounds("") == "")
        #expect(rounds("ab") == "A|B")
        #expect(rounds("aabbc") == "AA|BB|C")
        #expect(rounds("aabAB") == "AA|B A B")
        #expect(rounds("AabCcd") == "A A|B C C|D")
    }

    @Test func `are one after the other where a step may need what is there`() {
        #expect(rounds("AB") == "A B")
        #expect(rounds("aBa") == "A B A")
        #expect(rounds("AA") == "A A")
    }
}
