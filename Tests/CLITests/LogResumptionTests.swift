import Testing

@testable import CLI

@Suite("A tail that was interrupted") struct LogResumptionTests {
    private func line(_ second: Int, _ text: String) -> String { "2026-11-27T20:40:0\(second).560673+00:00 app[web.1]: \(text)" }

    @Test func `goes on behind the last line that was shown`() {
        var shown = LogResumption()
        #expect(!shown.hasBegun)
        #expect(shown.unseen([line(1, "a"), line(2, "b")]) == [line(1, "a"), line(2, "b")])
        let isNew = shown.resume()
        #expect(isNew)
        #expect(shown.unseen([line(0, "z"), line(1, "a"), line(2, "b"), line(2, "c")]) == [line(2, "c")])
        // From there on nothing is left out, the same line again included.
        #expect(shown.unseen([line(2, "c")]) == [line(2, "c")])
    }

    @Test func `shows what is newer where that line is not there any more`() {
        var shown = LogResumption()
        _ = shown.unseen([line(2, "b")])
        _ = shown.resume()
        #expect(shown.unseen([line(1, "a")]) == [])
        #expect(shown.unseen([line(2, "other"), line(3, "c")]) == [line(3, "c")])
    }

    @Test func `and had nothing to show yet, is one all the same`() {
        var shown = LogResumption()
        shown.reach()
        #expect(shown.hasBegun && shown.lastTime == nil)
        _ = shown.resume()
        #expect(shown.unseen([]) == [])
        #expect(shown.unseen([line(1, "a")]) == [line(1, "a")])
        #expect(shown.lastTime == "2026-11-27T20:40:01.560673+00:00")
        // What is asked for then begins with the last line that was shown, which is shown once.
        _ = shown.resume()
        #expect(shown.unseen([line(1, "a"), line(1, "b"), line(2, "c")]) == [line(1, "b"), line(2, "c")])
    }

    @Test func `that finds nobody again and again shows nothing twice`() {
        var shown = LogResumption()
        _ = shown.unseen([line(1, "a")])
        let news = [shown.resume(), shown.resume()]
        #expect(news == [true, false])
        #expect(shown.unseen([line(1, "a")]) == [])
        #expect(shown.unseen([line(2, "b")]) == [line(2, "b")])
    }
}
