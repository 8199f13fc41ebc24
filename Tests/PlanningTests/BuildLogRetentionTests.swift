import Planning
import Testing

@Suite("Build logs that go") struct BuildLogRetentionTests {
    @Test func `are the oldest of builds that made no kept release`() {
        let names = (1...8).map { "000\($0).log" } + ["latest", "notes.txt", "0.log", "0009.log.old"]
        #expect(Set(BuildLogRetention.gone(names, kept: [2, 8], newest: 3)) == ["0001.log", "0003.log", "0004.log"])
        #expect(BuildLogRetention.gone(names, kept: [], newest: 8) == [])
    }

    @Test func `are told by their numbers, however long those are`() {
        #expect(BuildLogRetention.gone(["9999.log", "10000.log", "10001.log"], kept: [], newest: 1) == ["10000.log", "9999.log"])
    }
}
