import Model
import Planning
import Testing

@Suite("Variables of a one-off dyno") struct OneOffVariablesTests {
    @Test(arguments: [
        ("A=1", ["A": "1"]), ("A=1;B=2", ["A": "1", "B": "2"]), ("A=1;", ["A": "1"]), ("A=", ["A": ""]),
        ("A=x=y;B=", ["A": "x=y", "B": ""]),
        ("A=1;2;3;B=4", ["A": "1;2;3", "B": "4"]), ("A=1;A=2", ["A": "2"]), ("", [:]),
    ])
    func `are parted by semicolons`(text: String, variables: [String: String]) throws {
        #expect(try OneOffVariables.read(text) == variables)
    }

    @Test(arguments: ["A", "1A=2", "A B=1", "=1", "A=1;2B=3"])
    func `what is none is refused`(text: String) { #expect(throws: Failure.self) { try OneOffVariables.read(text) } }
}
