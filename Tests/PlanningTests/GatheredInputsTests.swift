import Testing

@testable import Planning

@Suite("Inputs of a large tree") struct GatheredInputsTests {
    private func inputs(_ folders: Int, _ files: Int) -> [PlannedStep.Input] {
        (0..<folders).flatMap { folder in
            (0..<files).map { .init(path: "src/\(1000 + folder)/\(1000 + $0).js", object: "a") }
        } + [.init(path: "web.js", object: "a")]
    }

    @Test func `a thousand are named one by one`() {
        let few = inputs(9, 111)
        #expect(few.count == 1000 && GatheredInputs.of(few) == few)
    }

    @Test func `more are gathered by folder, and a change is said by its folder`() {
        let old = inputs(100, 1000)
        var new = old
        new[4_321].object = "b"
        let (before, after) = (GatheredInputs.of(old), GatheredInputs.of(new))
        #expect(before.count == 101 && before.reduce(0) { $0 + ($1.files ?? 1) } == old.count)
        #expect(before.last == .init(path: "web.js", object: "a"))
        #expect(zip(before, after).filter { $0 != $1 }.map(\.0.path) == ["src/1004/"])
        var renamed = old
        renamed[4_321].path += "x"
        #expect(GatheredInputs.of(renamed) != before && GatheredInputs.of(old) == before)
    }

    @Test func `however the files lie, there are few`() {
        let flat = (0..<20_000).map { PlannedStep.Input(path: "\(10_000 + $0)", object: "a") }
        #expect(GatheredInputs.of(flat).map(\.path) == ["the whole tree"])
        #expect(GatheredInputs.of(inputs(2_000, 3)).map(\.path) == ["src/", "web.js"])
        let deep = (0..<5_000).map { PlannedStep.Input(path: "a/b/c/d/e/f/g/h/i/j/\(10_000 + $0)", object: "a") }
        #expect(GatheredInputs.of(deep).map(\.path) == ["a/b/c/d/e/f/g/h/"])
    }
}
