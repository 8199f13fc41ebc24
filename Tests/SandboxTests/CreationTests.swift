import Testing

@testable import Sandbox

@Suite("What conmon answers") struct CreationTests {
    @Test(
        arguments: [
            "{\"data\": 4711}\n", "{\"data\": 4711}", "{\"data\": 4711}\n{\"data\": 0}\n", "{\"data\": 4711}\n{\"data\": 1, \"mess",
        ]
    )
    func `is its first line, also where the process ended at once and how comes with it`(said: String) {
        #expect(CageRuntime.Creation.first(in: Array(said.utf8))?.data == 4711)
    }

    @Test(arguments: ["", "\n", "\n{\"data\": 4711}\n", "{\"data\": 47", "crun: no"])
    func `is none where there is no first line, or half of one`(said: String) {
        #expect(CageRuntime.Creation.first(in: Array(said.utf8)) == nil)
    }
}
