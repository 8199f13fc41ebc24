import Linux
import Model
import Testing

@testable import Sandbox

@Suite("The form of layer.json") struct LayerFormatTests {
    private func store(_ bench: Bench, _ text: String) throws -> LayerStore {
        let store = try LayerStore(directory: bench.directory + "/layers")
        try Files.makeDirectory(store.directory + "/step-1/root")
        try Files.replace(store.directory + "/step-1/layer.json", with: text)
        return store
    }

    @Test func `of the first release is read`() throws {
        let golden = Files.parent(of: Files.parent(of: #filePath)) + "/Golden/formats/layer-1.json"
        let bench = try Bench()
        defer { withExtendedLifetime(bench) {} }
        let record = try store(bench, try Files.text(golden)).record("step-1")
        #expect(record.kind == .step && record.title == "Installing dependencies with pip" && record.over.count == 2)
        #expect(record.owner == "/var/lib/renga" && record.bytes == 31_457_280 && record.format == nil)
    }

    @Test func `says which it is, and a newer one is refused in words`() throws {
        let bench = try Bench()
        defer { withExtendedLifetime(bench) {} }
        let store = try store(bench, #"{"format":2,"kind":"step","title":"x","over":[],"createdAt":0,"bytes":0}"#)
        let failure = #expect(throws: Failure.self) { try store.record("step-1") }
        #expect(failure?.message == "the layer step-1 has format 2; this version of Renga knows formats up to 1")
        try store.create("step-2", LayerRecord(kind: .step, title: "y")) { try Files.makeDirectory($0 + "/root") }
        #expect(try store.record("step-2").format == 1)
    }
}
