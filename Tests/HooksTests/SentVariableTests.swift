import Testing

@testable import Hooks

@Suite("A variable that a client sent") struct SentVariableTests {
    @Test(arguments: ["version=2", "version=1:key=value", "xterm-256color", "screen.xterm-new", "dumb"])
    func `goes on where it is well-formed`(_ value: String) { #expect(SentVariable.checked(value) == value) }

    @Test(arguments: ["", "a b", "$(id)", "../x/y", "x\ny", "\u{1b}[2J", "x\0", "é", "a;b", "'", String(repeating: "x", count: 65)])
    func `is left out where it is not`(_ value: String) { #expect(SentVariable.checked(value) == nil) }
}
