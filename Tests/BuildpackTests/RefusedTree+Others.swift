extension RefusedTree {
    private static let main = "package main\n\nfunc main() {}\n"
    private static let module = ["go.mod": "module shop\n\ngo 1.24\n", "go.sum": ""]

    static let go =
        ["Gopkg.lock", "Godeps/Godeps.json", "vendor/vendor.json", "glide.yaml", "src/shop/web/main.go"].map { name in
            RefusedTree(
                "dependencies are declared for dep, godep, govendor, glide or gb, which are no longer used",
                ["main.go": main, name: name.hasSuffix(".json") ? "{}" : main],
                module.mapValues { $0 }
            )
        }
        + [
            RefusedTree(
                "there is a file named `bin`, where the folder of the app's programs is to be",
                module.merging(["main.go": main, "bin": "x"]) { $1 },
                ["bin": nil, "tool": "x"]
            ),
            RefusedTree(
                "go.mod names modules, and there is no go.sum with their checksums",
                ["go.mod": "module shop\n\ngo 1.24\n\nrequire github.com/go-chi/chi v1.5.5\n", "main.go": main],
                ["go.sum": "github.com/go-chi/chi v1.5.5 h1:x\n"]
            ),
        ]

    static let pages = [
        RefusedTree(
            "there is an index.html, but this is more than a folder of pages, and all of it would be published",
            ["index.html": "<h1>x</h1>\n", "deno.json": "{}"],
            ["index.html": nil, "public/index.html": "<h1>x</h1>\n"],
            ["static.json": "{\"root\": \".\"}"],
            ["renga.yml": "buildpack: none\nprocesses: {web: exec deno run x.ts}\n"]
        )
    ]
}
