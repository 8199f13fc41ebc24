import Glibc
import Linux
import Testing

@Suite("The end of a program") struct ProgramEndTests {
    @Test func `runs nothing that a thread could be surprised by, and has its status`() async {
        await #expect(processExitsWith: .exitCode(7)) {
            atexit { abort() }
            ProgramEnd.with(7)
        }
    }
}
