import Model
import Planning
import Testing

/// The questions of Heroku's own fixtures for Go, each as the smallest tree that asks it.
@Suite("The Go buildpack") struct GoTests {
    private static let module = ["go.mod": "module example.com/shop\n\ngo 1.24\n", "main.go": "package main\n"]

    @Test func `a module is one step that says its processes itself`() throws {
        let plan = try Fixture.plan(Self.module)
        #expect(plan.buildpacks.map(\.id) == ["go"])
        #expect(plan.steps.map(\.name) == ["Building with Go"])
        #expect(plan.steps[0].seesWholeTree && plan.steps[0].network && plan.steps[0].caches == ["go"])
        #expect(plan.steps[0].processFile == ".renga/processes")
        #expect(plan.packages(for: .run) == [])
        #expect(plan.environment["PATH"]?.hasSuffix(":/app/bin") == true)
        #expect(plan.warnings == [])
    }

    @Test func `no other Go is loaded by the one that builds`() throws {
        #expect(try Fixture.plan(Self.module).steps[0].environment["GOTOOLCHAIN"] == "local")
    }

    @Test(arguments: ["GOPROXY", "GOPRIVATE", "GOFLAGS", "GO_INSTALL_PACKAGE_SPEC", "GO_LINKER_SYMBOL", "GO_LINKER_VALUE", "CGO_CFLAGS"])
    func `the step sees a config var that Heroku hands on`(name: String) throws {
        let step = try Fixture.plan(Self.module).steps[0]
        #expect(step.sees(configVar: name))
        #expect(!step.sees(configVar: "DATABASE_URL"))
    }

    @Test func `the comment of Heroku's goes before the directive`() throws {
        let files = Self.module.merging(["go.mod": "module shop\n// +heroku goVersion go1.24\ngo 1.21\n"]) { $1 }
        #expect(try Fixture.plan(files).versions.map(\.because) == ["go.mod asks for 1.24"])
    }

    @Test func `a newer Go than there is is refused where it is asked for`() throws {
        let refusal = try Fixture.refusal(["go.mod": "module shop\n\ngo 1.99\n", "main.go": ""])
        #expect(refusal.message.hasPrefix("go.mod:3:4: go.mod asks for Go 1.99"))
    }

    @Test func `a go directive that is missing is warned of`() throws {
        let plan = try Fixture.plan(["go.mod": "module shop\n", "main.go": ""])
        #expect(plan.warnings.map(\.message) == ["go.mod does not say which version of Go the app is written for"])
    }

    @Test(arguments: ["Gopkg.lock", "Godeps/Godeps.json", "vendor/vendor.json", "glide.yaml", "src/shop/main.go"])
    func `what came before modules is refused with the way to them`(file: String) throws {
        let refusal = try Fixture.refusal([file: "", "main.go": ""])
        #expect(refusal.hint?.hasPrefix("go mod init NAME && go mod tidy") == true)
        var mended = Self.module
        mended[file] = ""
        #expect(try Fixture.plan(mended).buildpacks.map(\.id) == ["go"])
    }

    @Test func `a file in the place of bin is refused`() throws {
        #expect(try Fixture.refusal(Self.module.merging(["bin": ""]) { $1 }).hint?.hasPrefix("git mv bin NAME") == true)
    }

    @Test func `modules without checksums are refused, and vendored ones are not`() throws {
        let required = Self.module.merging(["go.mod": "module shop\n\ngo 1.24\n\nrequire github.com/go-chi/chi/v5 v5.2.0\n"]) { $1 }
        #expect(try Fixture.refusal(required).hint?.hasPrefix("go mod tidy") == true)
        #expect(throws: Never.self) { try Fixture.plan(required.merging(["go.sum": "x\n"]) { $1 }) }
        #expect(throws: Never.self) { try Fixture.plan(required.merging(["vendor/modules.txt": "x\n"]) { $1 }) }
        let block = Self.module.merging(["go.mod": "module shop\n\ngo 1.24\n\nrequire (\n\tgopkg.in/yaml.v3 v3.0.1\n)\n"]) { $1 }
        #expect(throws: Failure.self) { try Fixture.plan(block) }
    }

    @Test func `a module that is replaced by a folder outside is warned of`() throws {
        let plan = try Fixture.plan(Self.module.merging(["go.mod": "module shop\n\ngo 1.24\nreplace x.example/y => ../y\n"]) { $1 })
        #expect(plan.warnings.map(\.message).first?.contains("outside of the repository") == true)
    }
}
