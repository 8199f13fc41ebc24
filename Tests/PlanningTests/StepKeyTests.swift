import Planning
import Testing

@Suite("Step keys") struct StepKeyTests {
    private let step = PlannedStep(
        name: "Installing",
        buildpack: "python",
        script: "pip install",
        patterns: ["requirements.txt"],
        inputs: [.init(path: "requirements.txt", object: "aa")],
        caches: [],
        network: true,
        config: ["TOKEN"],
        environment: ["A": "1"],
        always: false
    )

    private func key(
        _ step: PlannedStep,
        stack: String = "s1",
        earlier: String = "e1",
        config: [String: String] = ["TOKEN": "h"]
    )
        -> StepKey
    {
        StepKey(
            step,
            layers: [("the package list", "p1"), ("the stack", stack)],
            earlier: [("Before", earlier)],
            config: config,
            uid: 20001
        )
    }

    private func difference(_ change: (inout PlannedStep) -> Void) -> [String] {
        var changed = step
        change(&changed)
        return StepKey.difference(old: key(step), new: key(changed))
    }

    @Test func `say why a step runs`() {
        #expect(StepKey.difference(old: nil, new: key(step)) == ["first build"])
        #expect(StepKey.difference(old: key(step), new: key(step)) == [])
        #expect(difference { $0.inputs[0].object = "bb" } == ["requirements.txt changed"])
        #expect(difference { $0.inputs = [] } == ["requirements.txt is gone"])
        #expect(difference { $0.script = "uv sync" } == ["the script changed"])
        #expect(difference { $0.environment["A"] = "2" } == ["the variable A changed"])
        #expect(
            difference { $0.inputs += (1...9).map { .init(path: "\($0)", object: "x") } } == [
                "1 is new", "2 is new", "7 more changes",
            ]
        )
        #expect(StepKey.difference(old: key(step), new: key(step, stack: "s2")) == ["the stack changed"])
        #expect(StepKey.difference(old: key(step), new: key(step, earlier: "e2")) == ["the step `Before` ran"])
        #expect(
            StepKey.difference(old: key(step), new: key(step, config: ["TOKEN": "i"])) == [
                "the config var TOKEN changed"
            ]
        )
        #expect(
            StepKey.difference(old: key(step, config: ["TOKEN": StepKey.forgotten]), new: key(step)) == [
                "values of config vars are not remembered from before the upgrade"
            ]
        )
    }

    @Test func `config vars that a step does not see do not count, nor does its name`() {
        #expect(key(step, config: ["TOKEN": "h", "OTHER": "x"]) == key(step))
        #expect(difference { $0.name = "Another" } == [])
    }

    @Test func `the canonical form is another for another key`() {
        var one = step
        var two = step
        one.environment = ["A": "1\n5:input1:a2:bb"]
        two.environment = ["A": "1"]
        two.inputs = [.init(path: "a", object: "bb")] + step.inputs
        #expect(key(one).canonicalForm != key(two).canonicalForm)
        #expect(key(step).canonicalForm == key(step).canonicalForm)
    }
}
