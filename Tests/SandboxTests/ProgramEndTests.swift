import Linux
import Testing

@Suite("The end of a program") struct ProgramEndTests {
    @Test func `runs nothing that a thread could be surprised by, and has its status`() throws {
        #expect(try Child.spawn(Command(try Starter.path(), ["end"])).wait() == .exited(7))
    }
}
