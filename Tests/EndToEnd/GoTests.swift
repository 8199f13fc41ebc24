import Linux
import Model
import Testing

@Suite("Go apps") struct GoTests {
    @Test func `chi: modules from a proxy, one program, a change in seconds; then vendored ones, with hooks`() throws {
        let mirror = try Mirror(.go)
        let platform = try Installation(mirrors: [mirror])
        try platform.create("shop")
        let app = try mirror.app("go", for: platform)
        let first = try platform.expectDeploy(of: app, to: "shop")
        #expect(!first.contains("       net/http\n"), "the standard library is compiled once for all apps")
        expect(
            first,
            has: [
                "Go app detected", "go.mod asks for 1.24", "Building with Go (first build)",
                "$ go install -v -tags heroku example.com/shop", "Default types for buildpack -> web",
            ]
        )
        #expect(try platform.get("shop") == (200, "Hello from Go\n"))
        #expect(try platform.renga("ps", "-a", "shop").text.contains("bin/shop"))

        // Neither the program of an example nor a tool takes its place; what is locked is there without a network.
        let asked = try mirror.requests().count
        let main = try Files.text(app.directory + "/main.go")
        let other = "package main\n\nfunc main() {}\n"
        try app.commit([
            "main.go": main.replacing("Hello from", with: "Still"), "cmd/migrate/main.go": other, "examples/small/main.go": other,
        ])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Default types for buildpack -> migrate, small, web"])
        #expect(try platform.get("shop") == (200, "Still Go\n"))
        #expect(try mirror.requests().count == asked, "modules were fetched again")

        try app.commit(["go.mod": try Files.text(app.directory + "/go.mod") + "require github.com/gorilla/mux v1.8.1\n"])
        try app.commit(["main.go": main.replacing("\"os\"", with: "\"os\"\n\t_ \"github.com/gorilla/mux\"")])
        try platform.expectRefusal(of: app, to: "shop", saying: ["gorilla/mux", "go mod tidy, and commit both"])

        // Vendored modules, hooks, what is to be installed and linked, and a Procfile: what the standard library is made of is there.
        let source = """
            package main
            import ("fmt"; "net/http"; "os"; "example.com/vendored")
            var version = "none"
            func main() {
                http.ListenAndServe(":" + os.Getenv("PORT"), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
                    fmt.Fprint(w, vendored.Text, " ", version)
                }))
            }

            """
        try app.commit([
            "main.go": nil, "examples/small/main.go": nil, "cmd/migrate/main.go": nil,
            "go.mod":
                "module shop\n\n// +heroku goVersion go1.24\n// +heroku install ./cmd/...\ngo 1.21\n\nrequire example.com/vendored v1.0.0\n",
            "go.sum": "example.com/vendored v1.0.0 h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "vendor/modules.txt": "# example.com/vendored v1.0.0\n## explicit\nexample.com/vendored\n",
            "vendor/example.com/vendored/text.go": "package vendored\n\nconst Text = \"vendored\"\n",
            "cmd/web/main.go": source, "broken/main.go": "package main\n\nfunc main() { nothing }\n",
            "bin/go-pre-compile": "#!/bin/sh\necho before\n", "bin/go-post-compile": "#!/bin/sh\nls bin\necho after\n",
            "Procfile": "web: web\n",
        ])
        try platform.renga("config:set", "GO_LINKER_SYMBOL=main.version", "GO_LINKER_VALUE=v7", "GOVERSION=1.9", "-a", "shop").check()
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "GOVERSION asks for 1.9", "$ bin/go-pre-compile", "before", "-X main.version=v7 -mod=vendor ./cmd/...", "after",
                "Procfile declares types -> web",
            ]
        )
        #expect(try platform.get("shop") == (200, "vendored v7"))
    }
}
