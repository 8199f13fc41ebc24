import Linux
import Model
import Testing

@testable import Builder

/// What stays of a push in its build log: the pusher reads the same.
@Suite("The transcript of a push") struct PushTranscriptTests {
    private let scratch = Scratch()

    private func log(bytesMax: Int64 = 1 << 20, _ write: (PushTranscript) -> Void) throws -> String {
        let path = scratch.path + "/log"
        write(try PushTranscript(log: path, bytesMax: bytesMax))
        return try Files.text(path)
    }

    @Test func `has Heroku's marks`() throws {
        let text = try log { transcript in
            transcript.step("Building")
            transcript.detail("with care")
            transcript.warning("it is large", hint: "make it smaller")
            transcript.failure(Failure(.refused, "no", hint: "so"))
        }
        #expect(
            text == """
                -----> Building
                       with care
                 !     it is large
                 !     make it smaller

                 !     no
                 !
                 !     so


                """
        )
    }

    @Test func `indents a tool's lines, in whatever pieces they come, and ends the last one`() throws {
        let text = try log { transcript in
            for part in ["one\ntw", "o\n", "", "thr", "ee"] { transcript.output(Array(part.utf8)) }
            transcript.step("Next")
        }
        #expect(text == "       one\n       two\n       three\n-----> Next\n")
    }

    @Test func `shows the last state of a line that was drawn over, and nothing that moves the cursor`() throws {
        let text = try log { $0.output(Array("10%\r50%\r100%\n\u{1B}[2Jgone\u{7}\n".utf8)) }
        #expect(text == "       100%\n       gone^G\n")
    }

    @Test func `cuts a line without an end between two characters`() throws {
        let text = try log { transcript in
            for _ in 0..<3 { transcript.output(Array(String(repeating: "é", count: 9_000).utf8)) }
            transcript.endOutput()
        }
        let lines = text.split(separator: "\n")
        #expect(lines.count > 1 && lines.allSatisfy { $0.utf8.count < 40_000 && !$0.contains("\u{FFFD}") && !$0.contains("\\x") })
        #expect(text.filter { $0 == "é" }.count == 27_000)
    }

    @Test func `leaves out what is too much of a tool's output, and says so once; the platform's own lines stay`() throws {
        let text = try log(bytesMax: 200) { transcript in
            for _ in 0..<100 { transcript.output(Array("a line of a tool\n".utf8)) }
            transcript.step("Done")
        }
        #expect(text.split(separator: "\n").filter { $0.contains("the rest is left out") }.count == 1)
        #expect(text.utf8.count < 400 && text.hasSuffix("-----> Done\n"))
    }
}
