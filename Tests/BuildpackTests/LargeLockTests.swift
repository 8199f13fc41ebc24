import Model
import Planning
import Testing

/// Locks of real apps have one megabyte to three.
@Suite("Large lock files") struct LargeLockTests {
    private static let bytes = 3 << 20

    private func members(_ form: (Int) -> String) -> String {
        var text = form(0)
        var index = 1
        while text.utf8.count < Self.bytes {
            text += ",\n" + form(index)
            index += 1
        }
        return text
    }

    @Test func `a Pipfile lock is read whole`() throws {
        let entry = { (index: Int) in
            "        \"package-\(index)\": {\"hashes\": [\"sha256:\(String(repeating: "0a", count: 32))\"], \"version\": \"==1.0\"}"
        }
        let lock =
            "{\"_meta\": {\"requires\": {\"python_version\": \"3.13\"}}, \"default\": {\n\(members(entry)),\n        \"psycopg2\": {\"version\": \"==2.9\"}\n}}\n"
        let plan = try Fixture.plan(["Pipfile": "", "Pipfile.lock": lock, "Procfile": "web: x\n"])
        #expect(plan.packages(for: .run).contains("libpq5"))
        #expect(plan.versions[0].because == "Pipfile.lock asks for 3.13")
    }

    @Test func `a composer lock is`() throws {
        let entry = { (index: Int) in
            "        {\n            \"name\": \"vendor/package-\(index)\",\n            \"description\": \"\(String(repeating: "x", count: 200))\"\n        }"
        }
        let files = ["composer.json": "{\"require\": {\"php\": \"^8.2\"}}", "composer.lock": "{\"packages\": [\n\(members(entry))\n]}\n"]
        #expect(try Fixture.plan(files).steps.contains { $0.name == "Installing dependencies with Composer" })
    }

    @Test func `a lock of npm is, and what is over the limit is refused with the limit`() throws {
        let entry = { (index: Int) in
            "    \"node_modules/p\(index)\": {\n      \"version\": \"1.0.0\",\n      \"engines\": {\n        \"node\": \">=18\"\n      }\n    }"
        }
        let lock = "{\n  \"lockfileVersion\": 3,\n  \"packages\": {\n\(members(entry))\n  }\n}\n"
        #expect(try Fixture.plan(["package.json": "{\"scripts\": {\"start\": \"node .\"}}", "package-lock.json": lock]).steps.count == 1)
        let json = "{\"scripts\": {\"start\": \"node .\"}, \"x\": \"\(String(repeating: "x", count: StructuredFormat.bytesMax))\"}"
        #expect(try Fixture.refusal(["package.json": json]).message.contains("at most \(StructuredFormat.bytesMax)"))
    }

    @Test func `a document of very many values ends with a sentence`() throws {
        let json = "{\"a\": [" + String(repeating: "1,", count: JSONParser.Limits.locks.values) + "1]}"
        #expect(try Fixture.refusal(["package.json": json]).message.contains("more than \(JSONParser.Limits.locks.values) values"))
    }
}
