import Linux
import Model
import Planning
import Testing

/// What a build begins with is a guess: a double of Go says what is listed, and shows what is installed.
@Suite("The step that builds with Go") struct GoStepTests {
    private static let files = ["go.mod": "module example.com/shop\n\ngo 1.24\n", "main.go": "package main\n"]
    /// Lists what stands in `listed`, and installs a file for each package but for those that are named `broken`.
    private static let go = """
        case $1 in
          list) if [ "$2" = -m ]; then echo example.com/shop; exit; fi
            if [ -e ../fails ]; then echo 'no go.mod' >&2; exit 1; fi
            while read -r name; do echo "example.com/$name $PWD/bin/$name $PWD/cmd/$name"; done < listed ;;
          install) shift
            mkdir -p bin
            for word in "$@"; do case $word in
              *broken*) echo 'undefined: nothing'; exit 1 ;;
              example.com/*) echo "${word#*/}"; echo made > "bin/${word#*/}"; chmod +x "bin/${word#*/}" ;;
            esac; done ;;
        esac
        """

    private let trial: StepTrial

    init() throws {
        let step = try #require(try Fixture.plan(Self.files).steps.first { $0.name == "Building with Go" })
        trial = try StepTrial(step, files: Self.files.merging(["listed": "web\n"]) { $1 }, programs: ["go": Self.go])
        try Files.makeDirectory(trial.directory + "/cache/go")
    }

    private var app: String { trial.directory + "/app" }

    /// In a fresh tree, as builds have one, with these packages.
    private func build(_ listed: [String], _ config: [String: String] = [:]) throws -> (succeeds: Bool, text: String, programs: [String]) {
        for name in ["bin", ".renga"] where Files.exists("\(app)/\(name)") { try Files.removeTree("\(app)/\(name)") }
        try Files.replace(app + "/listed", with: listed.map { $0 + "\n" }.joined())
        let result = try trial.run(config)
        let programs = Files.exists(app + "/bin") ? try Files.list(app + "/bin").sorted() : []
        return (result.succeeds, result.text, programs)
    }

    /// Packages of each `go install`.
    private func installs() throws -> [String] {
        try trial.calls().filter { $0.hasPrefix("go install") }.map { $0.replacing("go install -v -tags heroku ", with: "") }
    }

    @Test func `installs once what was installed before, with the same words`() throws {
        let first = try build(["web"])
        #expect(first.succeeds && first.programs == ["web"])
        #expect(first.text == "$ go install -v -tags heroku example.com/web\nweb\n")
        #expect(try installs() == ["example.com/web"])
        let second = try build(["web"])
        #expect(second.succeeds && second.programs == ["web"] && second.text == first.text)
        #expect(try installs() == ["example.com/web"])
        #expect(try Files.text(app + "/.renga/processes") == "web: bin/web\n")
    }

    @Test(arguments: [["api", "web"], ["api"]]) func `leaves nothing of packages that are others now`(now: [String]) throws {
        _ = try build(["worker", "web"])
        _ = try trial.calls()
        let second = try build(now)
        #expect(second.succeeds && second.programs == now, "\(second.text)")
        #expect(!second.text.contains("worker"))
        #expect(try installs().last == now.map { "example.com/\($0)" }.joined(separator: " "))
        _ = try trial.calls()
        #expect(try build(now).programs == now)
        #expect(try installs().count == 1)
    }

    @Test func `what does not compile fails, begun ahead or not`() throws {
        for _ in 0..<2 {
            let result = try build(["broken"])
            #expect(!result.succeeds && result.text.contains("undefined: nothing"))
        }
        _ = try build(["web"])
        let listed = trial.directory + "/cache/go/programs"
        try Files.replace(listed, with: try Files.text(listed).replacing("example.com/web", with: "example.com/broken"))
        let second = try build(["web"])
        #expect(second.succeeds && !second.text.contains("undefined"), "a guess that fails is nobody's failure")
    }

    @Test func `a list that cannot be made is the failure, whatever was begun`() throws {
        _ = try build(["web"])
        try Files.replace(trial.directory + "/fails", with: "")
        let result = try build(["web"])
        #expect(!result.succeeds && result.text.contains("no go.mod"))
    }

    @Test func `begins nothing ahead where the app says its packages, or has programs of its own`() throws {
        _ = try build(["web"])
        _ = try trial.calls()
        #expect(try build(["web"], ["GO_INSTALL_PACKAGE_SPEC": "example.com/api"]).programs == ["api"])
        try Files.replace(app + "/go.mod", with: "module example.com/shop\n\n// +heroku install example.com/x example.com/y\ngo 1.24")
        #expect(try build(["web"]).programs == ["x", "y"])
        #expect(try installs() == ["example.com/api", "example.com/x example.com/y"])
        try Files.replace(app + "/go.mod", with: Self.files["go.mod"] ?? "")
        try Files.removeTree(app + "/bin")
        try Files.makeDirectory(app + "/bin")
        try Files.replace(app + "/bin/own", with: "")
        try Files.replace(app + "/listed", with: "api\n")
        #expect(try trial.run().succeeds)
        #expect(try Files.list(app + "/bin").sorted() == ["api", "own"])
        #expect(try installs() == ["example.com/api"])
    }

    @Test(arguments: [
        (["api", "web"], "web: bin/web\napi: bin/api\n"), (["one", "two"], "one: bin/one\ntwo: bin/two\n"),
        (["api", "tools"], "web: bin/api\n"),
    ])
    func `of several programs the one whose name says it is web`(names: [String], processes: String) throws {
        _ = try build(names)
        #expect(try Files.text(app + "/.renga/processes").hasPrefix(processes))
    }
}
