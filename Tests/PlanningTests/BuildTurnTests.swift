import Planning
import Testing

@Suite("Whose turn it is to build") struct BuildTurnTests {
    @Test(arguments: [(0, 1, 0), (1, 1, 1), (2, 1, 2), (3, 4, 0), (4, 4, 1), (5, 4, 2), (1, 0, 1)])
    func `depends on how many came before, and how many may build at once`(_ older: Int, _ limit: Int, _ before: Int) {
        #expect(BuildTurn.before(older: older, limit: limit) == before)
    }

    @Test func `is said in words`() {
        #expect(BuildTurn.words(before: 1) == "Waiting for 1 build before this one...")
        #expect(BuildTurn.words(before: 2) == "Waiting for 2 builds before this one...")
    }
}
