import Linux
import Model
import Testing
import YAML

/// `docs/*.schema.json` for editors, held against the readers.
@Suite("JSON Schemas") struct SchemaTests {
    private static let odd = "{zzzzqqqq: 1}"

    /// A file with an unknown key in each object that the schema describes.
    private static let places: [String: String] = [
        "": odd, "/$defs/condition": "detect: \(odd)", "/$defs/condition/properties/contains": "detect: {contains: \(odd)}",
        "/$defs/valueCondition": "detect: {toml: \(odd)}", "/$defs/source": "dependencies: [\(odd)]",
        "/$defs/fit": "versions: {x: {fits: [\(odd)]}}", "/$defs/version/anyOf/1": "versions: {x: \(odd)}",
        "/$defs/packages": "packages: \(odd)", "/$defs/packageList/items/anyOf/1": "packages: {run: [\(odd)]}",
        "/$defs/step": "steps: [\(odd)]", "/$defs/variable/anyOf/1": "env: {X: \(odd)}",
        "/$defs/stepVariable/anyOf/1": "steps: [{name: x, run: x, env: {X: \(odd)}}]", "/$defs/processChoice": "processes: {web: \(odd)}",
        "/$defs/notice": "refuse: [\(odd)]", "/$defs/warning": "warn: [\(odd)]", "/$defs/fileSet": "files: {x: \(odd)}",
        "/$defs/among": "among: \(odd)",
        "/$defs/companion": "with: [\(odd)]", "/properties/advice": "advice: \(odd)", "/$defs/wide": "versions: {x: {wide: \(odd)}}",
    ]

    private func whole(_ text: String, _ path: String) -> String {
        path.isEmpty || text.hasPrefix("detect:") ? (path.isEmpty ? text : "name: x\n\(text)") : "name: x\ndetect: {file: x}\n\(text)"
    }

    @Test func `every key that a reader takes is in its schema, and no other`() throws {
        let schema = try Schema("buildpack")
        #expect(Set(schema.objects.keys) == Set(Self.places.keys), "an object of the schema has no place here")
        for (path, text) in Self.places {
            let error = #expect(throws: SourceError.self, "\(path)") {
                _ = try BuildpackFile.read(Array(whole(text, path).utf8), file: "buildpacks/x.yml")
            }
            let known = error?.hint?.split(separator: ": ", maxSplits: 1).last?.split(separator: ", ").map(String.init).sorted()
            #expect(known == schema.objects[path], "\(path): \(String(describing: error))")
        }
        let app = try Schema("renga")
        let error = #expect(throws: SourceError.self) { _ = try RengaFile.read(Array(Self.odd.utf8)) }
        let known = error?.hint?.split(separator: ": ", maxSplits: 1).last?.split(separator: ", ").map(String.init).sorted()
        #expect(known == app.objects[""], "\(String(describing: error))")
    }

    @Test func `what both have is the same in both`() throws {
        let (buildpack, app) = (try Schema("buildpack"), try Schema("renga"))
        for part in app.root["$defs"]?.members ?? [] where part.name != "buildpackName" {
            // But for where it stands in the file.
            #expect(buildpack.root["$defs"]?[part.name].map(text) == text(part.value), "\(part.name)")
        }
        for key in ["versions", "packages", "steps", "env", "processes"] {
            #expect(buildpack.root["properties"]?[key].map(text) == app.root["properties"]?[key].map(text), "\(key)")
        }
    }

    private func text(_ value: JSONValue) -> String {
        value.scalar.map { "\"\($0)\"" } ?? "["
            + (value.elements.map(text) + value.members.map { "\($0.name): \(text($0.value))" }).joined(separator: ", ") + "]"
    }

    @Test func `hold for every buildpack that is shipped, and for the samples`() throws {
        let (buildpack, app) = (try Schema("buildpack"), try Schema("renga"))
        let folder = "\(GoldenCase.repository)/buildpacks"
        let names = try Files.list(folder).filter { $0.hasSuffix(".yml") && $0 != "order.yml" }
        #expect(names.count > 10)
        for name in names { #expect(buildpack.objection(try node("\(folder)/\(name)")) == nil, "\(name)") }
        let samples = "\(GoldenCase.repository)/samples"
        for name in try Files.list(samples) where Files.exists("\(samples)/\(name)/renga.yml") {
            #expect(app.objection(try node("\(samples)/\(name)/renga.yml")) == nil, "\(name)")
        }
    }

    private func node(_ path: String) throws -> YAMLNode { try YAMLDocument.parse(try Files.read(path), file: path) }

    @Test(arguments: [
        "buildpack: heroku/python\nstack: debian-12\nhealthcheck: /up\n", "healthcheck: {path: /up}\n",
        "buildpacks: [heroku/nodejs, https://github.com/me/x#v1]\n",
        "versions: {python: 3.13, nodejs: \"20\"}\npackages: {build: [make], run: [ffmpeg, {when: {file: x}, names: [jq]}]}\n",
        "steps:\n  - {name: Docs, run: make docs, inputs: [docs/], caches: [docs], network: false, config: [DOCS_*], always: true}\n",
        "env: {A: 1, B: true, C: {default: x, when: {not: {file: y}}}, D: {generate: 32}, E: ~}\n",
        "processes: {web: [{when: {dependency: [a, b]}, command: x}, y], worker: {command: z}}\n",
        "buildpack:\nbuildpacks:\nstack:\nhealthcheck:\nversions:\npackages:\nsteps:\nenv:\nprocesses:\n", "", "stack: 13\n",
        "healthcheck: {path: }\n", "packages: {run: , build: [{names: }]}\n",
        "steps: [{name: 5, run: true, caches: [1], config: [true]}]\n",
        "steps: [{name: x, run: x, inputs: , caches: , network: , alone: , config: , env: , always: , processes: , prepare: }]\n",
        "steps: [{name: x, run: x, processes: .renga/types, inputs: [\"@go:mod\", src/, \"**/[a-z]*\", .hidden/x]}]\n",
        "versions: {python: {title: 3, from: , default: , rules: , aliases: , fits: , wide: }}\n",
        "versions: {python: {fits: [{file: [x], pattern: y, version: , ranges: any, title: , warning: }]}}\n",
        "versions: {python: {from: [{file: x, json: , toml: a.b, pattern: , required: , value: , only: , rules: , example: }]}}\n",
        "env: {A: {generate: , default: 5}, B: {from: , default: }}\n", "processes: {web: 5, worker: [], x: [{command: true}]}\n",
        "steps: [{name: x, run: x, when: {dependency: 5}}, {name: y, run: x, when: {json: {file: x, path: 5, pattern: }}}]\n",
        "buildpacks: [git@github.com:me/x.git#main, me/x, \"ssh://git@example.com/x\", 5]\n",
    ]) func `of renga.yml take what its reader takes`(_ text: String) throws {
        _ = try RengaFile.read(Array(text.utf8))
        #expect(try Schema("renga").objection(try YAMLDocument.parse(Array(text.utf8), file: "renga.yml")) == nil)
    }

    @Test(arguments: [
        "buidlpack: x\n", "buildpack: [x]\n", "buildpacks: x\n", "healthcheck: up\n", "healthcheck: {path: up}\n",
        "healthcheck: {paht: /up}\n", "steps: [{name: x}]\n", "steps: [{run: x}]\n",
        "packages: {run: x}\n", "packages: {run: [Bad]}\n", "env: {A-B: x}\n", "env: {A: [x]}\n", "env: {A: {generate: 8}}\n",
        "processes: {\"a b\": x}\n", "processes: {web: {when: {file: x}}}\n", "steps: [{name: x, run: x, network: maybe}]\n",
        "steps: [{name: x, run: x, when: {file: a, contains: {file: a, pattern: b}}}]\n", "steps: [{name: x, run: x, when: {}}]\n",
        "steps: [{name: x, run: x, caches: [A/B]}]\n", "versions: {Bad/name: 1}\n", "versions: {python: {from: [{pattern: x}]}}\n",
        "versions: {python: {rules: none}}\n", "versions: {python: {fits: [{file: [x], pattern: y}]}}\n", "stack: {a: b}\n",
        "buildpack: python\nbuildpacks: [go]\n", "buildpack: python\nbuildpacks: []\n", "buildpacks: [go, go]\n", "buildpack: /srv/x\n",
        "buildpack: http://example.com/x.git\n", "buildpack: https://bob:secret@example.com/x\n", "buildpack: file:x\n",
        "buildpack: \"a b\"\n",
        "healthcheck: /a b\n", "steps: [{name: \" \", run: x}]\n", "steps: [{name: \"a\\nb\", run: x}]\n", "steps: [{name: , run: x}]\n",
        "steps: [{name: x, run: }]\n", "steps: [{name: x, run: x, caches: [a, a]}]\n", "steps: [{name: x, run: x, config: [A, A]}]\n",
        "steps: [{name: x, run: x, inputs: [/abs]}]\n", "steps: [{name: x, run: x, inputs: [../x]}]\n",
        "steps: [{name: x, run: x, inputs: [a/./b]}]\n", "steps: [{name: x, run: x, inputs: [a//b]}]\n",
        "steps: [{name: x, run: x, inputs: [\"a[b\"]}]\n", "steps: [{name: x, run: x, inputs: [\"\"]}]\n",
        "steps: [{name: x, run: x, processes: /abs}]\n", "steps: [{name: x, run: x, processes: a/../b}]\n",
        "steps: [{name: x, run: x, when: }]\n", "steps: [{name: x, run: x, when: {any: []}}]\n",
        "steps: [{name: x, run: x, when: {all: }}]\n", "steps: [{name: x, run: x, when: {dependency: []}}]\n",
        "steps: [{name: x, run: x, when: {dependency: \" \"}}]\n", "steps: [{name: x, run: x, when: {file: ../x}}]\n",
        "packages: {run: [a1, a1]}\n", "packages: {run: [a-]}\n", "packages: {run: [{names: [a1, a1]}]}\n",
        "processes: {web: \"\"}\n", "processes: {web: }\n", "processes: {web: {command: }}\n", "processes: {web: [\" \"]}\n",
        "env: {A: {generate: 32, default: x}}\n", "env: {A: {generate: 32, from: []}}\n",
        "versions: {python: {fits: [{file: [x], pattern: y, packages: {a: {}}}]}}\n",
        "versions: {python: {fits: [{file: [x], pattern: y, packages: {a: {}}, version: }]}}\n",
        "versions: {python: {fits: [{file: [x], pattern: y, packages: {a: {}}, ranges: any}]}}\n",
        "versions: {python: {fits: [{file: [x], pattern: y, oldest: false}]}}\n",
        "versions: {python: {from: [{file: x, json: a, toml: b}]}}\n", "versions: {python: {wide: {warning: }}}\n",
        "env: {A: {when: }}\n", "processes: {web: {command: x, when: }}\n",
    ]) func `of renga.yml refuse what its reader refuses`(_ text: String) throws {
        #expect(throws: SourceError.self) { _ = try RengaFile.read(Array(text.utf8)) }
        #expect(try Schema("renga").objection(try YAMLDocument.parse(Array(text.utf8), file: "renga.yml")) != nil)
    }

    private func buildpack(_ text: String) throws -> (reader: Bool, schema: Bool) {
        let whole = whole(text, "/")
        let isTaken = (try? BuildpackFile.read(Array(whole.utf8), file: "buildpacks/x.yml")) != nil
        return (isTaken, try Schema("buildpack").objection(try YAMLDocument.parse(Array(whole.utf8), file: "x.yml")) == nil)
    }

    @Test(arguments: [
        "uses:\namong:\nwith:\nfiles:\ndependencies:\nvalues:\nadvice:\nrefuse:\nwarn:\nversions:\npackages:\nsteps:\nenv:\nprocesses:\n",
        "among: {surely: , likely: , never: , before: }\n", "advice: {begin: , start: 5}\n", "refuse: [{message: 5, hint: }]\n",
        "warn: [{message: x, unless: , about: , writes: }]\n", "warn: [{message: x, unless: [A, 5], about: storage, writes: $A}]\n",
        "warn: [{message: x, about: storage, writes: place}]\n", "files: {x: {all: [\"*.py\"], except: , follow: , leads: }}\n",
        "with: [{buildpack: 5, when: {file: x}}]\n", "uses: [1, go]\n", "values: {x: []}\n",
    ]) func `of a buildpack take what its reader takes`(_ text: String) throws { #expect(try buildpack(text) == (true, true), "\(text)") }

    @Test(arguments: [
        "detect:\n", "detect: {}\n", "detect: {any: []}\n", "detect: {file: /abs}\n", "uses: [go, go]\n", "uses: [Go]\n",
        "among: {before: [go, go]}\n", "among: {surely: {}}\n", "advice: {begin: \" \"}\n", "advice: x\n", "refuse: [{hint: x}]\n",
        "refuse: [{message: }]\n", "refuse: [{message: x, about: storage}]\n", "warn: [{message: x, about: memory}]\n",
        "warn: [{message: x, writes: place}]\n",
        "warn: [{message: x, about: storage, writes: $A-B}]\n", "warn: [{message: x, when: }]\n", "files: {x: {except: [a]}}\n",
        "files: {x: {all: [/abs]}}\n", "files: {X: {all: [a]}}\n", "with: [{when: {file: x}}]\n", "with: [{buildpack: \"\"}]\n",
        "values: {x: }\n", "values: {x: [{file: ../x}]}\n", "dependencies: [{pattern: x}]\n",
        "dependencies: [{file: x, json: a, toml: a}]\n",
    ]) func `of a buildpack refuse what its reader refuses`(_ text: String) throws {
        #expect(try buildpack(text) == (false, false), "\(text)")
    }
}
