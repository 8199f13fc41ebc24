import Model
import Planning
import Testing

/// The fixtures of Heroku's Go buildpack (`test/fixtures`, July 2026), each with our own smallest tree.
@Suite("Heroku's Go fixtures") struct HerokuGoTests {
    private static func mod(_ version: String, _ more: [String: String] = [:]) -> [String: String] {
        ["go.mod": "module example.com/fixture\n\n\(version)\n", "main.go": "package main\n\nfunc main() {}\n"].merging(more) { $1 }
    }
    private static let mux = ["go.sum": "github.com/gorilla/mux v1.6.2 h1:x=\n"]
    private static let required = "go 1.12\n\nrequire github.com/gorilla/mux v1.6.2"

    static let questions = [
        HerokuQuestion("dep-deprecated", ["Gopkg.lock": "", "main.go": ""], .refused, saying: "go mod init NAME && go mod tidy"),
        HerokuQuestion("mod-basic", mod("go 1.12"), .builds, saying: "go.mod asks for 1.12"),
        HerokuQuestion("mod-basic-go111", mod("// +heroku goVersion go1.11\ngo 1.11"), .builds, saying: "go.mod asks for 1.11"),
        HerokuQuestion("mod-basic-go125", mod("go 1.25"), .builds, saying: "Go 1.25.9"),
        HerokuQuestion("mod-basic-go126", mod("go 1.26"), .builds, saying: "Go 1.26.4"),
        HerokuQuestion("mod-basic-with-hooks", mod("go 1.12", ["bin/go-pre-compile": "", "bin/go-post-compile": ""]), .builds),
        HerokuQuestion("mod-basic-wo-procfile", mod("go 1.12"), .builds, saying: "leaves process types in .renga/processes"),
        HerokuQuestion("mod-bin-file", mod("go 1.12", ["bin": "x"]), .refused, saying: "git mv bin NAME"),
        HerokuQuestion(
            "mod-cmd",
            ["go.mod": "module x\n\ngo 1.12\n", "cmd/fixture/main.go": "", "cmd/other/main.go": ""],
            .builds
        ),
        HerokuQuestion("mod-cmd-web", ["go.mod": "module x\n\ngo 1.12\n", "cmd/web/main.go": "", "cmd/other/main.go": ""], .builds),
        HerokuQuestion("mod-deps", mod(required, mux), .builds),
        HerokuQuestion("mod-deps-114", mod("// +heroku goVersion 1.14\n" + required, mux), .builds, saying: "go.mod asks for 1.14"),
        HerokuQuestion("mod-deps-vendored", mod(required, mux.merging(["vendor/modules.txt": "# x\n"]) { $1 }), .builds),
        HerokuQuestion(
            "mod-deps-vendored-with-tests",
            mod(required, mux.merging(["vendor/modules.txt": "# x\n", "main_test.go": ""]) { $1 }),
            .builds
        ),
        HerokuQuestion("mod-deps-with-tests", mod(required, mux.merging([".golangci.yml": "", "main_test.go": ""]) { $1 }), .builds),
        HerokuQuestion("mod-deps-with-tests-116", mod("go 1.16", [".golangci.yml": "", "main_test.go": ""]), .builds),
        HerokuQuestion(
            "mod-install",
            ["go.mod": "module x\n// +heroku install ./cmd/... ./other\ngo 1.12\n", "cmd/a/main.go": "", "other/main.go": ""],
            .builds
        ),
        HerokuQuestion("mod-ld-symbol-value", mod("go 1.12"), .builds, saying: "GO_LINKER_SYMBOL"),
        HerokuQuestion("mod-no-version", ["go.mod": "module x\n", "main.go": ""], .builds, saying: "does not say which version of Go"),
        HerokuQuestion(
            "mod-old-version",
            mod("// +heroku goVersion go1.10\ngo 1.10"),
            .refused,
            saying: "go.mod asks for Go 1.10"
        ),
        HerokuQuestion("mod-private-proxy", mod(required, mux), .builds, saying: "GOPRIVATE, GOPROXY"),
        HerokuQuestion("mod-with-non-files-in-bin", mod(required, mux.merging(["bin/folder/x": ""]) { $1 }), .builds),
        HerokuQuestion("mod-with-quoted-module", ["go.mod": "module \"example.com/fixture\"\n\ngo 1.12\n", "main.go": ""], .builds),
        // test/run.sh, beside the fixtures.
        HerokuQuestion("testModGOVERSIONOverride", mod("go 1.12"), .builds, saying: "GOVERSION"),
        HerokuQuestion(
            "mod-deps without go.sum",
            mod(required),
            .builds,
            .refused,
            saying: "go mod tidy",
            why: "cmd/go builds nothing then: it is said before anything runs, with the command that helps"
        ),
    ]

    @Test(arguments: questions) func `are answered`(question: HerokuQuestion) throws {
        try question.check("go") { settings in
            // What Heroku has of each line; 1.10 is older than modules.
            settings.stacks = [StackDefinition(name: "debian-13", title: "", suite: "x", toolchains: ["go": ["1.24"]])]
            settings.lists = Fixture.lists(["go": ["1.26.4", "1.25.9", "1.16.15", "1.14.15", "1.12.17", "1.11.13"]])
        }
    }

    @Test func `are all here`() { #expect(Set(Self.questions.map(\.testDescription)).count == 25) }
}
