import Model
import Planning
import Testing
import YAML

@Suite("What a buildpack sees") struct SightTests {
    private func plan(_ yaml: String, _ files: [String: String]) throws -> BuildPlan {
        let mine = try BuildpackFile.read(Array(yaml.utf8), file: "buildpacks/mine.yml")
        return try Fixture.plan(files) { settings in
            settings.buildpacks = [mine] + settings.buildpacks
            settings.order = ["mine"]
        }
    }

    private static let pack = """
        name: Mine
        detect: {any: [{file: mine.toml}, {file: list.txt}, {file: main.x}]}
        files:
          lists: {all: [list.txt], follow: '^include (\\S+)', leads: '^path (\\S+)'}
          sources: {all: [main.x, "*.x", "*/*.x"], except: ["**/tests"]}
        dependencies:
          - {file: "@lists", pattern: '^need ([\\w.-]+)'}
          - {file: mine.toml, toml: app.needs}
          - {file: mine.toml, toml: app.more, pattern: '^([\\w-]+)'}
        values:
          app: [{file: "@sources", pattern: '^app (\\w+)', value: "$MODULE:$MATCH"}]
          only: [{file: "cmd/*/main.x", value: $FOLDER, only: true}]
        packages:
          run:
            - {when: {dependency: foo-bar}, names: [libfoo]}
            - {when: {dependency: ["baz*"]}, names: [libbaz]}
            - {when: {toml: {file: mine.toml, path: app.kind, pattern: '^w'}}, names: [libkind]}
            - {when: {toml: {file: mine.toml, path: "group.*.needs", pattern: '^z$'}}, names: [libz]}
        steps:
          - {name: Installing, inputs: ["@lists"], run: x}
        processes:
          web:
            - {when: {value: only}, command: "run {{only}}"}
            - {when: {value: app}, command: "serve {{app}}"}
        """

    @Test func `files lead to files, from where they stand, and inputs are those that were reached`() throws {
        let plan = try plan(
            Self.pack,
            [
                "list.txt": "include deps/more.txt\npath lib\nneed one\n", "deps/more.txt": "include ../list.txt\ninclude base.txt\n",
                "deps/base.txt": "need Foo_Bar\ninclude ../../etc/passwd\ninclude gone.txt\n", "lib/a.x": "", "other": "",
                "dev.txt": "need bazaar\n",
            ]
        )
        #expect(plan.steps[0].inputs.map(\.path) == ["deps/base.txt", "deps/more.txt", "lib/a.x", "list.txt"])
        #expect(plan.packages(for: .run) == ["libfoo"], "names are compared as registries do, and what nobody includes is not read")
    }

    @Test func `a value with a path is looked at, in every element`() throws {
        let toml = """
            [app]
            kind = "web"
            needs = { foo_bar = "1" }
            more = ["bazaar>=2"]
            [group.a]
            needs = ["y"]
            [group.b]
            needs = ["x", "z"]

            """
        #expect(try plan(Self.pack, ["mine.toml": toml]).packages(for: .run) == ["libbaz", "libfoo", "libkind", "libz"])
        #expect(try plan(Self.pack, ["mine.toml": "[app]\nkind = \"job\"\n"]).packages(for: .run) == [])
        let failure = try #require(throws: Failure.self) { try plan(Self.pack, ["mine.toml": "[app\n"]) }
        #expect(failure.message.hasPrefix("mine.toml:1:5: a header ends with"))
    }

    @Test func `a command has the values that were found, as words of a shell`() throws {
        func web(_ files: [String: String]) throws -> String? { try plan(Self.pack, files).processes.first?.command }
        #expect(try web(["main.x": "", "b.x": "app two\n", "a/c.x": "app three\n"]) == "serve b:two")
        #expect(try web(["main.x": "app one\n", "b.x": "app two\n"]) == "serve main:one")
        #expect(try web(["main.x": "", "tests/x.x": "app two\n"]) == nil)
        #expect(try web(["main.x": "", "it's here/c.x": "app three\n"]) == #"serve 'it'\''s here.c:three'"#)
        #expect(try web(["main.x": "", "cmd/one/main.x": ""]) == "run cmd/one")
        #expect(try web(["main.x": "", "cmd/one/main.x": "", "cmd/two/main.x": ""]) == nil, "of two, none is the one")
        #expect(try web(["main.x": "app one\n", "Procfile": "web: mine\n"]) == "mine")
    }

    @Test func `a set has an end`() throws {
        var files = ["list.txt": (0..<500).map { "include d\($0).txt\n" }.joined()]
        for index in 0..<500 { files["d\(index).txt"] = "x\n" }
        #expect(try plan(Self.pack, files).steps[0].inputs.count == Buildpack.FileSet.filesMax)
    }

    @Test func `names that nothing has are mistakes`() throws {
        let failure = try #require(throws: Failure.self) {
            try plan(
                "name: Mine\ndetect: {file: x}\nfiles: {lists: {all: [x]}}\nsteps:\n  - {name: A, inputs: [\"@list\"], run: x}\n",
                ["x": ""]
            )
        }
        #expect(failure.message == "there is no set of files `@mine:list`" && failure.hint?.contains("lists") == true)
        let value = try #require(throws: Failure.self) {
            try plan("name: Mine\ndetect: {file: x}\nprocesses: {web: \"run {{app}}\"}\n", ["x": ""])
        }
        #expect(value.message.contains("there is no such value"))
    }

    @Test(arguments: [
        ("with: [{buildpack: nodjs}]", "the buildpack `nodjs`"), ("among: {before: [gradel]}", "the buildpack `gradel`"),
        ("warn: [{when: {not: {beside: rubi}}, message: x}]", "the buildpack `rubi`"),
        ("values: {app: [{file: \"@modles\", value: $PATH}]}", "the set of files `@mine:modles`"),
        ("steps: [{name: a, inputs: [\"@python:modles\"], run: x}]", "the set of files `@python:modles`"),
        ("processes: {web: [{when: {any: [{value: ap}]}, command: x}]}", "the value `mine:ap`"),
        ("processes: {web: \"serve {{python:folde}}\"}", "the value `python:folde`"),
    ]) func `what it names of buildpacks and nobody has is refused`(line: String, words: String) throws {
        let mine = try BuildpackFile.read(Array("name: Mine\ndetect: {file: a}\n\(line)\n".utf8), file: "buildpacks/mine.yml")
        let names = BuildpackNames(in: mine.file, among: try Fixture.settings().buildpacks + [mine])
        let failure = try #require(throws: Failure.self) { try names.check(mine) }
        #expect(failure.message == "buildpacks/mine.yml names \(words), which is not there")
    }

    @Test func `renga.yml names no set of files that nobody has`() throws {
        let files = ["requirements.txt": "", "renga.yml": "steps: [{name: a, when: {file: \"@python:modles\"}, run: x}]"]
        #expect(try Fixture.refusal(files).page.contains("renga.yml names the set of files `@python:modles`, which is not there"))
    }

    @Test func `a warning is about storage, or about nothing that is named`() throws {
        let error = try #require(throws: SourceError.self) {
            let text = "name: Mine\ndetect: {file: a}\nwarn: [{message: x, about: else}]\n"
            _ = try BuildpackFile.read(Array(text.utf8), file: "buildpacks/mine.yml")
        }
        #expect(error.failure.message.contains("`about`"))
    }

    @Test(arguments: [
        ("writes: x", "`writes` is for a warning"), ("about: storage, writes: $no-name", "is no `$NAME` of a config var"),
    ])
    func `what is written is said of storage alone, by a value or a config var`(line: String, says: String) throws {
        let error = try #require(throws: SourceError.self) {
            let text = "name: Mine\ndetect: {file: a}\nwarn: [{message: x, \(line)}]\n"
            _ = try BuildpackFile.read(Array(text.utf8), file: "buildpacks/mine.yml")
        }
        #expect(error.failure.message.contains(says), "\(error.failure.message)")
    }

    @Test func `a warning names no value that the buildpack does not have`() throws {
        let yaml = "name: Mine\ndetect: {file: a}\nvalues: {db: [{file: a}]}\nwarn: [{message: x, about: storage, writes: bd}]\n"
        let mine = try BuildpackFile.read(Array(yaml.utf8), file: "buildpacks/mine.yml")
        let failure = try #require(throws: Failure.self) { try BuildpackNames(in: mine.file, among: [mine]).check(mine) }
        #expect(failure.message.contains("the value `mine:bd`, which is not there"), "\(failure.message)")
    }

    @Test(arguments: ["unless: [A]", "about: storage"]) func `what keeps a warning from being said keeps no refusal`(line: String) throws {
        func read(_ key: String) throws -> Buildpack {
            let text = "name: Mine\ndetect: {file: a}\n\(key): [{when: {file: b}, message: x, \(line)}]\n"
            return try BuildpackFile.read(Array(text.utf8), file: "buildpacks/mine.yml")
        }
        #expect(try read("warn").warnings.count == 1)
        let error = try #require(throws: SourceError.self) { _ = try read("refuse") }
        #expect(error.failure.message.contains("\"\(line.prefix { $0 != ":" })\""))
    }
}
