import Glibc
import Linux
import Model
import Testing

@Suite("A build step that fails") struct StepRefusalTests {
    private static let failures: [(script: String, words: [String])] = [
        (
            "echo compiling; echo no such header >&2; exit 7",
            ["Testing (first build)", "compiling", "the step `Testing` ended with status 7"]
        ),
        ("echo compiling; kill -SEGV $$", ["the step `Testing` was ended by signal 11"]),
        (
            "echo compiling; sleep 1000",
            ["compiling", "the step `Testing` did not end within 4 seconds", "build.step_seconds_max"]
        ),
        ("trap '' TERM; while :; do :; done", ["did not end within 4 seconds"]),
        ("bomb() { bomb | bomb & }; bomb; sleep 1000", ["the step `Testing` did not end within 4 seconds"]),
        (
            "i=0; while :; do head -c 1000000 /dev/zero > /app/fill$i; i=$((i+1)); done",
            ["the step `Testing` wrote more than a build may (19.1M)", "build.disk_bytes_max"]
        ),
        (
            "head -c 100000000 /dev/zero > /app/fill",
            ["the step `Testing` wrote more than a build may (19.1M)", "build.disk_bytes_max"]
        ),
        ("head -c 100000000 /dev/zero > /tmp/fill", ["the step `Testing` wrote more than a build may (19.1M)"]),
        (
            "python3 -c 'x = b\"x\" * (1 << 30); print(len(x))'",
            ["the step `Testing` used more memory than a build may (128.0M)", "build.memory_bytes"]
        ),
    ]

    @Test func `is refused with its status or the limit that it met, and nothing of it goes on`() throws {
        let platform = try Installation(
            "build: {step_seconds_max: 4, processes_max: 64, disk_bytes_max: 20000000, memory_bytes: 128 MB}\n"
        )
        let app = try platform.serving("shop")
        for failure in Self.failures {
            try app.commit(["renga.yml": SampleApps.step(failure.script)])
            try platform.expectRefusal(of: app, to: "shop", saying: failure.words)
            try platform.expectNoBuildLeft()
        }
    }

    /// The first one never ends by itself: that there is an end shows that they ran at the same time.
    @Test func `ends the one of another buildpack beside it, and what it said stands last`() throws {
        func buildpack(_ name: String, _ script: String) -> String {
            "name: \(name)\ndetect: {file: \(name)}\npackages: {run: [python3]}\nsteps:\n  - name: Making \(name)\n    inputs: [\(name)]\n"
                + "    alone: true\n    run: |\n      \(script)\n"
        }
        let platform = try Installation(
            buildpacks: [
                "endless": buildpack("endless", "touch /app/mine; echo for ever; exec sleep infinity"),
                "broken": buildpack("broken", "touch /app/mine; echo $(cat broken); ls /app; test $(cat broken) = fine"),
            ]
        )
        try platform.create("shop")
        let app = try SampleApps.web("one", ["endless": "1", "broken": "no", "renga.yml": "buildpacks: [endless, broken]\n"])
        let text = try platform.expectFirstRefusal(of: app, to: "shop", saying: ["the step `Making broken` ended with status 1"])
        let places = ["-----> Making endless", "-----> Making broken", "       no", "       broken", "the step `Making broken`"].map {
            text.firstRange(of: $0)?.lowerBound
        }
        #expect(!places.contains(nil) && places.compactMap(\.self) == places.compactMap(\.self).sorted(), "\(text)")
        try platform.expectNoBuildLeft()

        try Files.replace(platform.root.path + "/buildpacks/endless.yml", with: buildpack("endless", "touch /app/mine; echo for ever"))
        try app.commit(["broken": "fine"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Making endless", "for ever", "Making broken", "fine"])
        try app.commit(["other": "2"])
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["Using cached: Making endless", "Using cached: Making broken"]
        )
    }

    @Test func `is taken once what made it fail has changed`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let step = SampleApps.step("test \"$MODE\" = right", "{inputs: [], config: [MODE]}".yamlFacts)
        try app.commit(["renga.yml": step, "message": "two"])
        try platform.expectRefusal(of: app, to: "shop", saying: ["the step `Testing` ended with status 1"])
        try platform.renga("config:set", "MODE=right", "-a", "shop").check()
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test func `is taken once there is more time for it`() throws {
        let platform = try Installation("build: {step_seconds_max: 1}\n")
        let app = try platform.serving("shop")
        try app.commit(["renga.yml": SampleApps.step("sleep 2"), "message": "two"])
        try platform.expectRefusal(of: app, to: "shop", saying: ["did not end within 1 seconds"])
        try platform.reconfigure("step_seconds_max: 1", to: "step_seconds_max: 30")
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }
}

extension String {
    /// `{a: 1, b: 2}` as lines of a step.
    fileprivate var yamlFacts: String { dropFirst().dropLast().split(separator: ", ").joined(separator: "\n    ") }
}
