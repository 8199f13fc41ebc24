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
    ]) func `of renga.yml refuse what its reader refuses`(_ text: String) throws {
        #expect(throws: SourceError.self) { _ = try RengaFile.read(Array(text.utf8)) }
        #expect(try Schema("renga").objection(try YAMLDocument.parse(Array(text.utf8), file: "renga.yml")) != nil)
    }
}
